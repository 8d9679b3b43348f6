package kv.store.watch;

import java.util.Comparator;
import java.util.TreeSet;

/// What is due at a time on a hub's loop. Confined to the loop but for [#dueNs]; kvd-apply looks
/// there when to call the hub.
final class Timers {

    private static final long NEVER = Long.MAX_VALUE;

    private final TreeSet<Timer> timers = new TreeSet<>(
            Comparator.comparingLong(Timer::dueNs).thenComparingLong(Timer::number));
    private final Runnable sooner;
    private long count;
    private volatile long dueNs = NEVER;

    /// A thing to do.
    ///
    /// @param number tells timers of the same moment apart
    record Timer(long dueNs, long number, Runnable action) {
    }

    /// @param sooner called when something is due before everything else
    Timers(Runnable sooner) {
        this.sooner = sooner;
    }

    /// When the next is due, [Long#MAX_VALUE] for never. Any thread.
    long dueNs() {
        return dueNs;
    }

    /// Has something done at a time.
    Timer at(long timeNs, Runnable action) {
        Timer timer = new Timer(timeNs, count++, action);
        timers.add(timer);
        if (timers.first() == timer) {
            dueNs = timeNs;
            sooner.run();
        }
        return timer;
    }

    /// Forgets a timer, if there is one.
    void cancel(Timer timer) {
        if (timer != null && timers.remove(timer)) {
            next();
        }
    }

    /// Does what is due.
    void run(long nowNs) {
        if (nowNs < dueNs) {
            return;
        }
        while (!timers.isEmpty() && timers.first().dueNs() <= nowNs) {
            timers.pollFirst().action().run();
        }
        next();
    }

    private void next() {
        dueNs = timers.isEmpty() ? NEVER : timers.first().dueNs();
    }
}
