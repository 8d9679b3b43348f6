package kv.server.loop;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A platform thread that turns one or more loops until it is stopped.
///
/// When no loop has work the thread parks until [#wake()] or the earliest deadline. A failure in
/// a loop is final: it goes to the failure handler, which stops the process; no further turn is
/// made. The thread is never interrupted, because an interrupt would close its files.
public final class LoopThread implements Wakeup, AutoCloseable {

    private final Thread thread;
    private final Clock clock;
    private final Consumer<Throwable> onFailure;
    private List<? extends Loop> loops = List.of();
    private boolean fresh;
    private volatile boolean resting;
    private volatile boolean stopping;
    private volatile Consumer<List<? extends Loop>> parting;

    /// @param name the thread's name, such as `kvd-raft`
    /// @param onFailure called on the thread with what a loop threw
    public LoopThread(String name, Clock clock, Consumer<Throwable> onFailure) {
        this.clock = clock;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// Begins to turn `loops`, in this order within each round. Once.
    public void start(List<? extends Loop> loops) {
        begin(loops, true);
    }

    /// Begins to turn loops that another thread has turned before. Once.
    public void resume(List<? extends Loop> loops) {
        begin(loops, false);
    }

    private void begin(List<? extends Loop> loops, boolean fresh) {
        this.loops = List.copyOf(loops);
        this.fresh = fresh;
        thread.start();
    }

    /// Gives all loops but the first away, between two rounds. Any thread; once.
    ///
    /// @param takers is called on this thread, with the loops that it turns no more
    public void part(Consumer<List<? extends Loop>> takers) {
        parting = takers;
        wake();
    }

    @Override
    public void wake() {
        if (resting) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    /// Lets the running round end, closes the loops and waits for the thread.
    @Override
    public void close() {
        stopping = true;
        resting = true;
        wake();
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            if (fresh) {
                loops.forEach(Loop::onStart);
            }
            while (!stopping) {
                if (parting != null) {
                    giveAway();
                }
                if (round() == 0) {
                    rest();
                }
            }
            loops.forEach(Loop::onClose);
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    private void giveAway() {
        Consumer<List<? extends Loop>> takers = parting;
        parting = null;
        List<? extends Loop> given = loops.subList(1, loops.size());
        loops = List.of(loops.getFirst());
        takers.accept(given);
    }

    private int round() {
        long nowNs = clock.nowNs();
        int work = 0;
        for (Loop loop : loops) {
            work += loop.doWork(nowNs);
        }
        return work;
    }

    /// Announces the rest first and looks once more after it, so that a put between the last
    /// look and the park is never slept through.
    private void rest() {
        resting = true;
        if (stopping || parting != null || round() > 0) {
            resting = false;
            return;
        }
        long waitNs = earliestDeadlineNs();
        if (waitNs == Long.MAX_VALUE) {
            park();
        } else {
            long delayNs = waitNs - clock.nowNs();
            if (delayNs > 0 && resting) {
                LockSupport.parkNanos(this, delayNs);
            }
        }
        resting = false;
    }

    private void park() {
        if (resting) {
            LockSupport.park(this);
        }
    }

    private long earliestDeadlineNs() {
        long earliest = Long.MAX_VALUE;
        for (Loop loop : loops) {
            earliest = Math.min(earliest, loop.nextDeadlineNs());
        }
        return earliest;
    }
}
