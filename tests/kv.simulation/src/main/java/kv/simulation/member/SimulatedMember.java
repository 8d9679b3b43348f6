package kv.simulation.member;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.server.Member;
import kv.server.MemberLoops;
import kv.server.Surroundings;
import kv.server.cluster.Founding;
import kv.server.config.ServerConfig;
import kv.server.flags.Flags;
import kv.server.loop.Loop;
import kv.server.peer.Network;
import kv.simulation.disk.SimulatedDisk;
import kv.simulation.engine.CrashingHeap;

/// A member and its world, turned one loop at a time in an order that a seed decides.
final class SimulatedMember {

    private static final long[] MAX_PUSHES_MS = {20, 200};

    private final RandomGenerator random;
    private final long maxPushNs;
    private final SimulatedDisk disk;
    private final CrashingHeap heap;
    private final PushedClock clock = new PushedClock();
    private final ServerConfig config;
    private final ArrayDeque<Runnable> eventLoop = new ArrayDeque<>();
    private Member member;
    private List<Loop> loops;
    private CompletableFuture<Void> ready;

    SimulatedMember(long seed) {
        random = new SplittableRandom(seed);
        maxPushNs = TimeUnit.MILLISECONDS.toNanos(
                MAX_PUSHES_MS[random.nextInt(MAX_PUSHES_MS.length)]);
        disk = new SimulatedDisk(random.nextLong());
        heap = new CrashingHeap(random.nextLong());
        config = configuration();
    }

    private static ServerConfig configuration() {
        List<String> flags = List.of("--name", "m1", "--data-dir", "/data");
        return switch (Flags.read(flags, Map.of())) {
            case Flags.Request.Run run -> run.config();
            case Flags.Request.Print refusal -> throw new AssertionError(refusal.err());
        };
    }

    /// Opens the member on what its disk holds.
    void start() throws Exception {
        eventLoop.clear();
        disk.createDirectories(config.member().memberDirectory());
        disk.syncDirectory(config.member().dataDirectory().toAbsolutePath().getParent());
        disk.syncDirectory(config.member().dataDirectory());
        StorageEngine engine =
                heap.open(config.member().dataDirectory(), StorageOptions.small());
        member = Member.open(config, Founding.of(config.member().name(), config.cluster()), engine,
                surroundings(), MemberLoops.Wakeups.NONE, Runnable::run);
        MemberLoops parts = member.loops();
        loops = List.of(parts.raft(), parts.wal(), parts.apply(), parts.engine(),
                member.snapshots(), member.leases());
        loops.forEach(Loop::onStart);
        ready = new CompletableFuture<>();
        member.publication().begin(ready);
    }

    private Surroundings surroundings() {
        RandomGenerator elections = new SplittableRandom(random.nextLong());
        return new Surroundings(disk, clock, elections::nextInt, MetricRegistry.none(),
                Network.NONE);
    }

    /// One turn of one loop, or of the clients' event loop; a little time may pass.
    void turn() {
        clock.push(random.nextLong(maxPushNs));
        int chosen = random.nextInt(loops.size() + 1);
        if (chosen < loops.size()) {
            loops.get(chosen).doWork(clock.nowNs());
        } else if (!eventLoop.isEmpty()) {
            eventLoop.poll().run();
        }
    }

    /// Loses power in the midst of the change of the disk after so many more.
    void crashAfter(long changes) {
        disk.crashAfter(changes);
    }

    /// Loses power, if it has not been lost, and gives it back.
    void loseAndRestorePower() {
        disk.crash();
        disk.restart();
        heap.crash();
    }

    /// Lets time pass in which nobody does anything.
    void rest(long ns) {
        clock.push(ns);
    }

    /// Whether the member has published itself.
    boolean isReady() {
        return ready.isDone();
    }

    /// What its clock shows, through all its lives.
    long nowNs() {
        return clock.nowNs();
    }

    /// The member itself.
    Member member() {
        return member;
    }

    /// Where clients' calls are completed.
    void onEventLoop(Runnable task) {
        eventLoop.add(task);
    }
}
