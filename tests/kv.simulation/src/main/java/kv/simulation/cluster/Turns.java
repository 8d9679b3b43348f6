package kv.simulation.cluster;

import java.util.List;
import java.util.SplittableRandom;
import kv.server.loop.Clock;
import kv.server.loop.Loop;
import kv.server.loop.Wakeup;
import kv.simulation.world.World;

/// What stands in for a thread that turns loops: a turn is an event, a little after it was asked
/// for, or when a loop's deadline has come. A stall puts it off.
final class Turns implements Wakeup {

    private static final long SOONEST_NS = 1_000;
    private static final long LATEST_NS = 100_000;
    private static final long NEVER = Long.MAX_VALUE;
    /// A deadline that has passed without any work to do is looked at again after this.
    private static final long IDLE_NS = 1_000_000;

    private final World world;
    private final Clock clock;
    private final Turner turner;
    private final List<Loop> loops;
    private final SplittableRandom chance;
    private long dueNs = NEVER;
    private long stalledNs;
    private long scheduled;

    /// Who makes turns, unless it is dead.
    interface Turner {

        /// Makes one, and sees to what it throws.
        void turn(Runnable turn);
    }

    Turns(World world, Clock clock, Turner turner, List<Loop> loops) {
        this.world = world;
        this.clock = clock;
        this.turner = turner;
        this.loops = loops;
        this.chance = world.chance().split();
    }

    void start() {
        loops.forEach(Loop::onStart);
        wake();
    }

    /// Nothing is turned for so long.
    void stall(long ns) {
        stalledNs = Math.max(stalledNs, world.timeline().nowNs() + ns);
    }

    @Override
    public void wake() {
        at(world.timeline().nowNs() + SOONEST_NS + chance.nextLong(LATEST_NS));
    }

    private void at(long atNs) {
        if (atNs >= dueNs) {
            return;
        }
        dueNs = atNs;
        long number = ++scheduled;
        world.timeline().after(atNs - world.timeline().nowNs(), () -> {
            if (number == scheduled) {
                turner.turn(this::turn);
            }
        });
    }

    private void turn() {
        dueNs = NEVER;
        if (stalledNs > world.timeline().nowNs()) {
            at(stalledNs);
            return;
        }
        int work = 0;
        for (Loop loop : loops) {
            work += loop.doWork(clock.nowNs());
        }
        if (work > 0) {
            wake();
            return;
        }
        long earliest = NEVER;
        for (Loop loop : loops) {
            earliest = Math.min(earliest, loop.nextDeadlineNs());
        }
        if (earliest != NEVER) {
            long delayNs = earliest - clock.nowNs();
            at(world.timeline().nowNs() + (delayNs > 0 ? delayNs : IDLE_NS));
        }
    }
}
