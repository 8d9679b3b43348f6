package kv.simulation.cluster;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.service.MaintenanceService;
import kv.server.Member;
import kv.server.consensus.RaftEvent;
import kv.simulation.world.Court;
import kv.simulation.world.World;
import kv.store.schema.MemberRow;

/// One run of a cluster: trouble for a while, watched by the judges at each step; then trouble
/// ends, and the members must come to agree: one leader, the same log, the same state, every event
/// seen and every lease over.
///
/// The same seed and settings give the same run, to the last event.
public final class Simulation {

    private static final Logger QUIET = Logger.getLogger("kv");
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long CALM_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int CLIENTS = 4;

    private final World world;
    private final Settings settings;
    private final Cluster cluster;
    private final List<KeyClient> clients = new ArrayList<>();
    private final List<WatchClient> watchers = new ArrayList<>();
    private final Trouble trouble;
    private final Administrator administrator;
    private final LeaseClient leases;
    private final List<Integer> hashes = new ArrayList<>();

    static {
        QUIET.setLevel(Level.OFF);
    }

    public Simulation(long seed, Settings settings) {
        this.settings = settings;
        world = World.of(seed);
        cluster = new Cluster(world, settings);
        for (Machine machine : cluster.machines()) {
            if (machine.furnished()) {
                world.timeline().after(
                        world.chance().nextLong(TimeUnit.SECONDS.toNanos(1)), machine::start);
            }
        }
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new KeyClient(cluster, "c" + i));
        }
        watchers.add(new WatchClient(cluster, "w0", ByteString.EMPTY));
        watchers.add(new WatchClient(cluster, "w1", ByteString.copyFromUtf8("k1")));
        watchers.add(new WatchClient(cluster, "w2", ByteString.copyFromUtf8("t0")));
        leases = new LeaseClient(cluster);
        administrator = settings.spares() > 0 && world.chance().nextBoolean()
                ? new Administrator(cluster) : null;
        trouble = new Trouble(cluster);
        trouble.watch();
    }

    /// Runs a seed to its end.
    ///
    /// @throws AssertionError with the story, and the command to run it again, when a rule was
    ///         broken
    public static Report run(long seed, Settings settings) {
        Simulation simulation = new Simulation(seed, settings);
        try {
            return simulation.run();
        } catch (Court.Verdict verdict) {
            throw new AssertionError("seed " + seed + " of " + settings.members() + " members: "
                    + verdict.getMessage() + "\nThe story:\n"
                    + String.join("\n", simulation.world.story().tail())
                    + "\nTo run it again: mvn test -pl tests/kv.simulation -am"
                    + " -Dtest=ClusterSimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dkvd.seed=" + seed, verdict);
        }
    }

    /// Runs to the end.
    ///
    /// @throws Court.Verdict when a rule was broken
    public Report run() {
        runFor(TimeUnit.SECONDS.toNanos(settings.seconds()));
        trouble.end();
        runFor(CALM_NS);
        clients.forEach(KeyClient::stop);
        leases.stop();
        watchers.forEach(WatchClient::settle);
        if (administrator != null) {
            administrator.end();
        }
        await("one leader, whom all members follow", this::agreed);
        await("an end of all leases", () -> members().stream().allMatch(machine ->
                machine.running().member().state().store().lessor().count() == 0));
        await("one log", this::sameLogs);
        members().forEach(machine -> cluster.judges().ledger().inspect(
                "m" + machine.number(), machine.running().member().state().store().view()));
        await("watchers that have seen everything",
                () -> watchers.stream().allMatch(watcher -> watcher.judge().done()));
        askForHashes();
        await("a hash of each member", () -> hashes.size() == members().size());
        world.court().require(Set.copyOf(hashes).size() == 1, "equal HashKV", hashes::toString);
        return report();
    }

    private Report report() {
        return new Report(world.story().hash(), world.timeline().elapsedNs(),
                world.timeline().happened(), cluster.judges().ledger().lastIndex(),
                cluster.judges().clients().answers(),
                watchers.stream().mapToLong(watcher -> watcher.judge().events()).sum(),
                cluster.judges().raft().terms(), cluster.judges().leases().expired());
    }

    private void runFor(long ns) {
        long endNs = world.timeline().elapsedNs() + ns;
        while (world.timeline().elapsedNs() < endNs) {
            world.timeline().step();
            world.court().hold();
        }
    }

    private void await(String what, BooleanSupplier state) {
        long endNs = world.timeline().elapsedNs() + PATIENCE_NS;
        while (!state.getAsBoolean()) {
            if (world.timeline().elapsedNs() >= endNs) {
                world.court().condemn("convergence: trouble is over, and still there is not "
                        + what + ": " + describe(), null);
            }
            runFor(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /// The machines of those that are in the cluster, as the newest leader has it.
    private List<Machine> members() {
        Machine leader = leader();
        if (leader == null) {
            return List.of();
        }
        Set<Long> ids = leader.running().member().membership().members().stream()
                .map(MemberRow::id).collect(Collectors.toSet());
        return cluster.up().stream().filter(machine -> ids.contains(machine.id())).toList();
    }

    private Machine leader() {
        Machine found = null;
        for (Machine machine : cluster.up()) {
            var view = machine.running().member().loops().raft().view();
            if (view.leads() && (found == null
                    || found.running().member().loops().raft().view().term() < view.term())) {
                found = machine;
            }
        }
        return found;
    }

    private boolean agreed() {
        Machine leader = leader();
        return leader != null
                && members().size() == leader.running().member().membership().members().size()
                && members().stream().allMatch(machine -> follows(machine, leader));
    }

    private static boolean follows(Machine machine, Machine leader) {
        Member member = machine.running().member();
        Member other = leader.running().member();
        return member.loops().raft().view().leader() == leader.id()
                && member.loops().raft().view().term() == other.loops().raft().view().term()
                && member.state().store().view().appliedIndex()
                        == other.state().store().view().appliedIndex();
    }

    private boolean sameLogs() {
        Set<Object> ends = new HashSet<>();
        for (Machine machine : members()) {
            ends.add(machine.running().witness().log().lastEntry());
            ends.add(machine.running().member().state().store().view().revision());
        }
        return agreed() && ends.size() == 2
                && leader().running().witness().log().lastKey()
                        == cluster.judges().ledger().lastIndex();
    }

    private void askForHashes() {
        for (Machine machine : members()) {
            new Caller(cluster).call(machine, (services, call, reply) ->
                    services.find(MaintenanceService.class).orElseThrow()
                            .hashKv(call, HashKVRequest.getDefaultInstance(), reply),
                    Caller.Outcome.of((HashKVResponse answer) -> hashes.add(answer.getHash()),
                            () -> { }));
        }
    }

    private String describe() {
        List<String> found = new ArrayList<>();
        for (Machine machine : cluster.machines()) {
            if (machine.furnished()) {
                found.add(describe(machine));
            }
            if (machine.up()) {
                machine.running().member().loops().raft().tell(
                        new RaftEvent.Inspect(status -> found.add(status.toString())));
            }
        }
        found.add("committed " + cluster.judges().ledger().lastIndex());
        runFor(TimeUnit.SECONDS.toNanos(1));
        return String.join("\n  ", found);
    }

    private static String describe(Machine machine) {
        if (!machine.up()) {
            return "m" + machine.number() + " is down";
        }
        Member member = machine.running().member();
        return "m" + machine.number() + " " + member.loops().raft().view() + " applied "
                + member.state().store().view().appliedIndex() + " leases "
                + member.state().store().lessor().count() + " members "
                + member.membership().members().size();
    }
}
