package kv.simulation.cluster;

import com.google.protobuf.MessageLite;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.pb.etcdserverpb.Member;
import kv.api.pb.etcdserverpb.MemberAddRequest;
import kv.api.pb.etcdserverpb.MemberAddResponse;
import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.MemberPromoteRequest;
import kv.api.pb.etcdserverpb.MemberPromoteResponse;
import kv.api.pb.etcdserverpb.MemberRemoveRequest;
import kv.api.pb.etcdserverpb.MemberRemoveResponse;
import kv.api.service.ClusterService;
import kv.api.service.Services;
import kv.simulation.world.SimulatedNetwork;
import kv.store.schema.MemberRow;

/// Replaces members: takes a spare machine in, with a vote or as a learner that is promoted later,
/// then removes some other, whose machine becomes the spare. It asks who is in the cluster first
/// and makes the machines fit, since it may not have heard what became of its last wish.
final class Administrator {

    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(9);

    private final Cluster cluster;
    private final SplittableRandom chance;
    private final Caller caller;
    private long requests;
    private boolean over;

    Administrator(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.world().chance().split();
        this.caller = new Caller(cluster);
        next();
    }

    /// From now on it makes the machines fit, and no more.
    void end() {
        over = true;
    }

    private void next() {
        long mine = ++requests;
        cluster.world().timeline().after(chance.nextLong(PAUSE_NS), () -> {
            cluster.world().timeline().after(PATIENCE_NS, () -> goOnAfter(mine));
            ask((service, call, reply) -> service.memberList(call,
                    MemberListRequest.newBuilder().setLinearizable(true).build(), reply),
                    (MemberListResponse answer) -> listed(answer, mine), mine);
        });
    }

    private void goOnAfter(long request) {
        if (request == requests) {
            next();
        }
    }

    private interface Wish<M extends MessageLite> {

        void ask(ClusterService service, kv.api.service.CallContext call,
                kv.api.service.Reply<M> reply);
    }

    private <M extends MessageLite> void ask(Wish<M> wish, Consumer<M> answered, long mine) {
        Machine machine = cluster.anyUp(chance);
        if (machine != null) {
            caller.call(machine,
                    (services, call, reply) -> wish.ask(service(services), call, reply),
                    new Caller.Outcome<M>(answer -> {
                        if (mine == requests) {
                            answered.accept(answer);
                        }
                    }, refusal -> goOnAfter(mine)));
        }
    }

    private static ClusterService service(Services services) {
        return services.find(ClusterService.class).orElseThrow();
    }

    private static int machine(Member member) {
        return Integer.parseInt(URI.create(member.getPeerURLs(0)).getHost().substring(1));
    }

    private void listed(MemberListResponse answer, long mine) {
        List<Member> members = answer.getMembersList();
        fit(members, answer.getHeader().getClusterId());
        Optional<Member> learner = members.stream().filter(Member::getIsLearner).findFirst();
        Optional<Machine> spare = cluster.machines().stream()
                .filter(machine -> !machine.furnished()).findFirst();
        if (over) {
            goOnAfter(mine);
        } else if (learner.isPresent() && chance.nextInt(4) > 0) {
            promote(learner.get(), mine);
        } else if (members.size() <= cluster.settings().members() && spare.isPresent()) {
            add(spare.get(), mine);
        } else {
            remove(members.get(chance.nextInt(members.size())), mine);
        }
    }

    /// Members without a machine get one, and machines without a member are taken away.
    private void fit(List<Member> members, long clusterId) {
        for (Machine machine : cluster.machines()) {
            if (machine.furnished()
                    && members.stream().noneMatch(member -> member.getID() == machine.id())) {
                machine.retire();
            }
        }
        for (Member member : members) {
            Machine machine = cluster.machines().get(machine(member));
            if (!machine.furnished()) {
                cluster.world().story().tell("m" + machine.number() + " joins as "
                        + Long.toHexString(member.getID()));
                cluster.join(machine, row(member),
                        members.stream().map(Administrator::row).toList(), clusterId);
            }
        }
    }

    private static MemberRow row(Member member) {
        return new MemberRow(member.getID(), member.getPeerURLsList(), member.getIsLearner(),
                member.getName(), member.getClientURLsList());
    }

    private void add(Machine spare, long mine) {
        MemberAddRequest request = MemberAddRequest.newBuilder()
                .addPeerURLs(SimulatedNetwork.url(spare.number()))
                .setIsLearner(chance.nextInt(3) > 0).build();
        ask((service, call, reply) -> service.memberAdd(call, request, reply),
                (MemberAddResponse answer) -> {
                    cluster.world().story().tell("m" + spare.number() + " was added");
                    goOnAfter(mine);
                }, mine);
    }

    private void promote(Member learner, long mine) {
        MemberPromoteRequest request =
                MemberPromoteRequest.newBuilder().setID(learner.getID()).build();
        ask((service, call, reply) -> service.memberPromote(call, request, reply),
                (MemberPromoteResponse answer) -> {
                    cluster.world().story().tell("m" + machine(learner) + " was promoted");
                    goOnAfter(mine);
                }, mine);
    }

    private void remove(Member member, long mine) {
        MemberRemoveRequest request =
                MemberRemoveRequest.newBuilder().setID(member.getID()).build();
        ask((service, call, reply) -> service.memberRemove(call, request, reply),
                (MemberRemoveResponse answer) -> {
                    cluster.world().story().tell("m" + machine(member) + " was removed");
                    goOnAfter(mine);
                }, mine);
    }
}
