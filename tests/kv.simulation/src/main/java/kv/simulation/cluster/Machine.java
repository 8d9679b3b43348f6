package kv.simulation.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.storage.StorageOptions;
import kv.server.Dimensions;
import kv.server.Member;
import kv.server.MemberLoops;
import kv.server.Surroundings;
import kv.server.cluster.Founding;
import kv.server.config.ServerConfig;
import kv.server.loop.Clock;
import kv.server.loop.Loop;
import kv.server.loop.Wakeup;
import kv.server.storage.DirectoryEngines;
import kv.server.storage.Engines;
import kv.simulation.disk.PowerLoss;
import kv.simulation.disk.SimulatedDisk;
import kv.simulation.engine.HeapDisk;
import kv.simulation.judge.MemberWitness;
import kv.simulation.plant.Plant;
import kv.simulation.plant.PlantedWitness;
import kv.simulation.world.SimulatedNetwork;
import kv.simulation.world.Station;
import kv.simulation.world.World;
import kv.store.file.DataDirectory;
import kv.store.wal.WalDirectory;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// A machine with a disk, and the member that runs on it while it has power. A restart is another
/// life on the same disk.
final class Machine implements Station, Clock {

    private static final long MAX_OFFSET_NS = TimeUnit.HOURS.toNanos(1);

    private final World world;
    private final int number;
    private final Bench bench;
    private final SplittableRandom chance;
    private final long offsetNs;
    private SimulatedDisk disk;
    private HeapDisk heap;
    private ServerConfig config;
    private Founding founding;
    private Running running;
    private long life;

    /// What all machines of a run share.
    ///
    /// @param network between them
    /// @param judges who look on
    /// @param plant what is spoilt
    /// @param dimensions of all members
    record Bench(SimulatedNetwork network, Judges judges, Plant plant, Dimensions dimensions) {
    }

    /// A member at work.
    ///
    /// @param threads what turns its loops: raft, wal, apply, engine, event loop
    record Running(Member member, MemberWitness witness, List<Turns> threads, EventLoop loop,
            PeerDesk desk) {

        Turns wal() {
            return threads.get(1);
        }
    }

    Machine(World world, int number, Bench bench) {
        this.world = world;
        this.number = number;
        this.bench = bench;
        this.chance = world.chance().split();
        this.offsetNs = chance.nextLong(MAX_OFFSET_NS);
        bench.network().place(number, this);
    }

    int number() {
        return number;
    }

    /// An empty disk, and where a member without a log begins.
    void furnish(ServerConfig newConfig, Founding begin) {
        disk = new SimulatedDisk(chance.nextLong());
        bench.plant().disk(disk);
        heap = new HeapDisk(disk, chance.nextLong());
        config = newConfig;
        founding = begin;
    }

    boolean furnished() {
        return founding != null;
    }

    /// The member's id, running or not.
    long id() {
        return founding.self().id();
    }

    /// Takes the machine out of the cluster for good; it may be furnished again.
    void retire() {
        if (up()) {
            crash("retires");
        }
        founding = null;
    }

    Running running() {
        return running;
    }

    @Override
    public boolean up() {
        return running != null;
    }

    @Override
    public long life() {
        return life;
    }

    @Override
    public long nowNs() {
        return world.timeline().nowNs() + offsetNs;
    }

    @Override
    public long unixMs() {
        return TimeUnit.NANOSECONDS.toMillis(nowNs());
    }

    @Override
    public void after(long delayMs, Runnable task) {
        world.timeline().after(TimeUnit.MILLISECONDS.toNanos(delayMs), mine(task));
    }

    /// What happens only if the machine is in this life by then.
    private Runnable mine(Runnable task) {
        long mine = life;
        return () -> {
            if (up() && life == mine) {
                task.run();
            }
        };
    }

    /// Gives power back, if it is lacking, and opens the member on what the disk holds.
    void start() {
        if (up()) {
            return;
        }
        life++;
        world.story().tell("m" + number + " starts");
        try {
            open();
            bench.network().changed(number);
        } catch (PowerLoss lost) {
            crash("loses power at its start");
        } catch (Exception | Error broken) {
            world.court().condemn("m" + number + " cannot start: " + broken, broken);
        }
    }

    private void open() throws Exception {
        DataDirectory directory = DataDirectory.open(disk, config.member().dataDirectory());
        disk.syncDirectory(config.member().dataDirectory().getParent());
        directory.claimEngine(heap.name());
        Engines engines = DirectoryEngines.open(disk, directory, heap, StorageOptions.small(),
                new WalDirectory(disk, config.member().walDirectory(),
                        bench.dimensions().segmentBytes()));
        MemberWitness witness = bench.judges().witness(number);
        SplittableRandom elections = new SplittableRandom(chance.nextLong());
        Wakeup[] threads = new Wakeup[4];
        MemberLoops.Wakeups wakeups = new MemberLoops.Wakeups(() -> threads[0].wake(),
                () -> threads[1].wake(), () -> threads[2].wake(), () -> threads[3].wake());
        Arrays.fill(threads, Wakeup.NONE);
        Member member = Member.open(config, founding, engines, new Surroundings(disk, this,
                elections::nextInt, MetricRegistry.none(), bench.network().of(number, offsetNs),
                new PlantedWitness(witness, bench.plant()), bench.dimensions()), wakeups,
                this::read);
        witness.opened(member);
        EventLoop loop = new EventLoop();
        List<Turns> turns = turns(member, loop);
        for (int i = 0; i < threads.length; i++) {
            threads[i] = turns.get(i);
        }
        running = new Running(member, witness, turns, loop, new PeerDesk(member));
        member.loops().peers().expulsion().thenRun(() ->
                world.story().tell("m" + number + " learns that it was removed"));
        turns.forEach(Turns::start);
        member.publication().begin(new CompletableFuture<>());
    }

    private List<Turns> turns(Member member, EventLoop loop) {
        MemberLoops loops = member.loops();
        List<Loop> behind = new ArrayList<>(List.of(
                loops.engine(), member.snapshots(), loops.retired()));
        behind.addAll(member.upkeep());
        List<Turns> turns = List.of(turns(List.of(loops.raft())), turns(List.of(loops.wal())),
                turns(List.of(loops.apply(), member.leases())), turns(behind),
                turns(List.of(loop)));
        loop.runOn(turns.getLast());
        return turns;
    }

    private Turns turns(List<Loop> loops) {
        long mine = life;
        return new Turns(world, this, turn -> {
            if (up() && life == mine) {
                turn(turn);
            }
        }, loops);
    }

    /// Reads that may take long come back a little later, in any order.
    private void read(Runnable task) {
        world.timeline().after(chance.nextLong(TimeUnit.MILLISECONDS.toNanos(5)),
                mine(() -> turn(task)));
    }

    @Override
    public void act(Runnable action) {
        turn(action);
    }

    private void turn(Runnable turn) {
        try {
            turn.run();
            if (up()) {
                running.witness().look(running.member());
            }
        } catch (PowerLoss lost) {
            crash("loses power in the midst of a write");
        } catch (Exception | Error broken) {
            world.court().hold();
            world.court().condemn("m" + number + " breaks: " + broken, broken);
        }
    }

    /// Loses power.
    void crash(String how) {
        world.story().tell("m" + number + " " + how);
        running = null;
        life++;
        disk.crash();
        disk.restart();
        heap.crash();
        bench.network().changed(number);
    }

    /// Loses power in the midst of a coming change of the disk.
    void crashAfter(long changes) {
        disk.crashAfter(changes);
    }

    /// Does nothing for so long, and does not know it.
    void pause(long ns) {
        running.threads().forEach(thread -> thread.stall(ns));
    }

    /// The log's disk takes so long for the next write.
    void stallDisk(long ns) {
        running.wal().stall(ns);
    }

    /// Stalls one thread.
    void stallThread(int thread, long ns) {
        running.threads().get(thread).stall(ns);
    }

    Optional<Running> alive() {
        return Optional.ofNullable(running);
    }

    @Override
    public CompletableFuture<PeerAnswer> answer(PeerRequest request) {
        return running.desk().answer(request);
    }
}
