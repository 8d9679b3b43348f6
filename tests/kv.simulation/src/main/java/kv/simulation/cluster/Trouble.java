package kv.simulation.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.MoveLeaderRequest;
import kv.api.pb.etcdserverpb.MoveLeaderResponse;
import kv.api.service.MaintenanceService;
import kv.simulation.world.Weather;
import kv.simulation.world.World;

/// What goes wrong: machines lose power, alone, in the midst of a write or all at once; they pause,
/// disks and threads stall; the network is cut, in one direction or both, into parts or a ring, and
/// loses, repeats and delays messages; leaders are told to go. Each seed has a mixture and a pace
/// of its own.
final class Trouble {

    private static final int MIXTURE = 3;
    private static final long LONGEST_DOWN_NS = TimeUnit.SECONDS.toNanos(8);
    private static final long QUICK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_CUT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long LONGEST_STALL_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long[] PACES_NS = {
        TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.SECONDS.toNanos(2),
        TimeUnit.SECONDS.toNanos(6)};

    private final Cluster cluster;
    private final World world;
    private final SplittableRandom chance;
    private final List<Kind> mixture = new ArrayList<>();
    private final long paceNs;
    private boolean over;

    private enum Kind {
        CRASH, CRASH_IN_WRITE, CRASH_OF_LEADER, POWER_CUT, ISOLATION, SPLIT, ONE_WAY, RING, PAUSE,
        SLOW_DISK, SLOW_THREAD, STORM, MOVE_LEADER
    }

    Trouble(Cluster cluster) {
        this.cluster = cluster;
        this.world = cluster.world();
        this.chance = world.chance().split();
        for (Kind kind : Kind.values()) {
            if (chance.nextInt(MIXTURE) == 0) {
                mixture.add(kind);
            }
        }
        mixture.add(Kind.CRASH);
        paceNs = PACES_NS[chance.nextInt(PACES_NS.length)];
        world.story().tell("trouble: " + mixture + " each "
                + TimeUnit.NANOSECONDS.toMillis(paceNs) + " ms or so");
        next();
    }

    private void next() {
        world.timeline().after(chance.nextLong(2 * paceNs), () -> {
            if (!over) {
                make(mixture.get(chance.nextInt(mixture.size())));
                next();
            }
        });
    }

    /// No more of it: what is cut is healed, who is down comes up.
    void end() {
        over = true;
        world.story().tell("trouble is over");
        cluster.network().heal();
        cluster.network().weather(Weather.FAIR);
        cluster.machines().forEach(this::raise);
    }

    private void raise(Machine machine) {
        if (machine.furnished() && !machine.up()) {
            machine.start();
        }
    }

    /// Sees to it that whoever has lost power gets it back.
    void watch() {
        world.timeline().after(LONGEST_DOWN_NS / 40, this::watch);
        for (Machine machine : cluster.machines()) {
            if (over || chance.nextInt(20) == 0) {
                raise(machine);
            }
        }
    }

    private void make(Kind kind) {
        Machine victim = cluster.anyUp(chance);
        if (victim == null) {
            return;
        }
        switch (kind) {
            case CRASH -> crash(victim);
            case CRASH_IN_WRITE -> victim.crashAfter(chance.nextLong(20));
            case CRASH_OF_LEADER -> leaders().forEach(leader -> leader.crash("loses power"));
            case POWER_CUT -> cluster.up().forEach(machine -> machine.crash("loses power too"));
            case ISOLATION -> isolate(victim);
            case SPLIT -> split();
            case ONE_WAY -> oneWay(victim);
            case RING -> ring();
            case PAUSE -> pause(victim);
            case SLOW_DISK -> victim.stallDisk(chance.nextLong(LONGEST_STALL_NS));
            case SLOW_THREAD -> slowThread(victim);
            case STORM -> storm();
            case MOVE_LEADER -> moveLeader(victim);
        }
    }

    /// Some are back before anybody has noticed.
    private void crash(Machine victim) {
        victim.crash("loses power");
        if (chance.nextInt(3) == 0) {
            world.timeline().after(chance.nextLong(QUICK_NS), () -> raise(victim));
        }
    }

    private List<Machine> leaders() {
        return cluster.up().stream().filter(machine ->
                machine.running().member().loops().raft().view().leads()).toList();
    }

    private void pause(Machine victim) {
        long ns = chance.nextLong(LONGEST_STALL_NS);
        world.story().tell("m" + victim.number() + " pauses for "
                + TimeUnit.NANOSECONDS.toMillis(ns) + " ms");
        victim.pause(ns);
    }

    private void slowThread(Machine victim) {
        long ns = chance.nextLong(LONGEST_STALL_NS);
        int thread = chance.nextInt(victim.running().threads().size());
        world.story().tell("m" + victim.number() + ": thread " + thread + " stalls for "
                + TimeUnit.NANOSECONDS.toMillis(ns) + " ms");
        victim.stallThread(thread, ns);
    }

    private void isolate(Machine victim) {
        Machine one = leaders().isEmpty() || chance.nextBoolean() ? victim : leaders().getFirst();
        cutWhere((from, to) -> from == one.number() != (to == one.number()));
    }

    private void split() {
        boolean[] left = new boolean[cluster.machines().size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = chance.nextBoolean();
        }
        cutWhere((from, to) -> left[from] != left[to]);
    }

    private void oneWay(Machine victim) {
        boolean outward = chance.nextBoolean();
        cutWhere((from, to) -> (outward ? from : to) == victim.number());
    }

    /// Everybody hears the two neighbours alone.
    private void ring() {
        int size = cluster.machines().size();
        cutWhere((from, to) -> {
            int apart = Math.floorMod(from - to, size);
            return apart > 1 && apart < size - 1;
        });
    }

    private interface Cut {

        boolean between(int from, int to);
    }

    private void cutWhere(Cut cut) {
        int size = cluster.machines().size();
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                cluster.network().cut(from, to, from != to && cut.between(from, to));
            }
        }
        world.story().tell("network is cut: " + cluster.network().cuts());
        world.timeline().after(chance.nextLong(LONGEST_CUT_NS), () -> {
            world.story().tell("network is whole");
            cluster.network().heal();
        });
    }

    private void storm() {
        Weather storm = new Weather(chance.nextInt(300), chance.nextInt(200),
                1_000_000 + chance.nextLong(TimeUnit.MILLISECONDS.toNanos(600)));
        world.story().tell("weather: " + storm);
        cluster.network().weather(storm);
        world.timeline().after(chance.nextLong(LONGEST_CUT_NS), () ->
                cluster.network().weather(Weather.FAIR));
    }

    private void moveLeader(Machine target) {
        for (Machine leader : leaders()) {
            MoveLeaderRequest request =
                    MoveLeaderRequest.newBuilder().setTargetID(target.id()).build();
            new Caller(cluster).call(leader, (services, call, reply) ->
                    services.find(MaintenanceService.class).orElseThrow()
                            .moveLeader(call, request, reply),
                    Caller.Outcome.of((MoveLeaderResponse answer) -> { }, () -> { }));
        }
    }
}
