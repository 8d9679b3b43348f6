package kv.simulation.cluster;

import com.google.protobuf.ByteString;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.Services;
import kv.simulation.judge.LeaseJudge;
import kv.simulation.world.SimulatedCall;

/// A client that holds leases: grants them, binds keys to them, renews some, asks how long they
/// have, and gives some up.
final class LeaseClient {

    private static final int SHORTEST_S = 2;
    private static final int SPAN_S = 8;
    private static final int FAVOURITES = 4;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Cluster cluster;
    private final SplittableRandom chance;
    private final Caller caller;
    private final LeaseJudge judge;
    private long granted;
    private boolean stopped;

    LeaseClient(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.world().chance().split();
        this.caller = new Caller(cluster);
        this.judge = cluster.judges().leases();
        next();
    }

    /// Asks for no more leases, and holds none.
    void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        Machine machine = cluster.anyUp(chance);
        if (machine != null) {
            request(machine);
        }
        cluster.world().timeline().after(chance.nextLong(PAUSE_NS), this::next);
    }

    private void request(Machine machine) {
        switch (chance.nextInt(24)) {
            case 0, 1, 2 -> grant(machine);
            case 3 -> revoke(machine);
            case 4, 5, 6, 7, 8, 9 -> keepAlive(machine);
            case 10, 11, 12 -> bind(machine);
            default -> timeToLive(machine);
        }
    }

    private static LeaseService leases(Services services) {
        return services.find(LeaseService.class).orElseThrow();
    }

    private long now() {
        return cluster.world().timeline().nowNs();
    }

    private void grant(Machine machine) {
        long id = ++granted;
        long askedNs = now();
        LeaseGrantRequest request = LeaseGrantRequest.newBuilder()
                .setID(id).setTTL(SHORTEST_S + chance.nextInt(SPAN_S)).build();
        caller.call(machine,
                (services, call, reply) -> leases(services).leaseGrant(call, request, reply),
                Caller.Outcome.of((LeaseGrantResponse answer) ->
                        judge.promises(id, askedNs, answer.getTTL()), () -> { }));
    }

    private void revoke(Machine machine) {
        long id = anyId();
        judge.givesUp(id);
        LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(id).build();
        caller.call(machine,
                (services, call, reply) -> leases(services).leaseRevoke(call, request, reply),
                Caller.Outcome.of((LeaseRevokeResponse answer) -> { }, () -> { }));
    }

    private void bind(Machine machine) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("l" + chance.nextInt(3)))
                .setValue(ByteString.copyFromUtf8("lease." + now() + "." + chance.nextLong()))
                .setLease(anyId()).build();
        caller.call(machine, (services, call, reply) ->
                services.find(KvService.class).orElseThrow().put(call, request, reply),
                Caller.Outcome.of((PutResponse answer) -> { }, () -> { }));
    }

    private void timeToLive(Machine machine) {
        long id = anyId();
        long promised = judge.promised(id);
        LeaseTimeToLiveRequest request = LeaseTimeToLiveRequest.newBuilder().setID(id).build();
        caller.call(machine,
                (services, call, reply) -> leases(services).leaseTimeToLive(call, request, reply),
                Caller.Outcome.of((LeaseTimeToLiveResponse answer) -> judge.ends(id,
                        answer.getGrantedTTL() == 0 ? 0 : answer.getTTL() + 1, promised),
                        () -> { }));
    }

    private void keepAlive(Machine machine) {
        long id = anyId();
        long askedNs = now();
        long promised = judge.promised(id);
        RequestSink<LeaseKeepAliveRequest> requests = leases(cluster.services(machine))
                .leaseKeepAlive(new SimulatedCall(machine.running().loop()),
                        new Renewals(answer -> {
                    if (answer.getTTL() > 0) {
                        judge.promises(id, askedNs, answer.getTTL());
                    } else {
                        judge.ends(id, 0, promised);
                    }
                }));
        requests.next(LeaseKeepAliveRequest.newBuilder().setID(id).build());
        requests.halfClosed();
    }

    /// A young one, or any, or one that is not there yet.
    private long anyId() {
        long back = chance.nextInt(4) > 0
                ? chance.nextLong(FAVOURITES) : chance.nextLong(granted + 1);
        return Math.max(1, granted + 1 - back);
    }

    /// Answers to renewals.
    private record Renewals(Consumer<LeaseKeepAliveResponse> onAnswer)
            implements ReplyStream<LeaseKeepAliveResponse> {

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void onReady(Runnable action) {
            // it is
        }

        @Override
        public void next(LeaseKeepAliveResponse message) {
            onAnswer.accept(message);
        }

        @Override
        public void complete() {
            // one answer was all
        }

        @Override
        public void fail(KvException refusal) {
            // says nothing
        }
    }
}
