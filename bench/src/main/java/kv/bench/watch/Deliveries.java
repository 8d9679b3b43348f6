package kv.bench.watch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Events that have come, and how long after the answers of their puts. Any thread; one thread
/// waits.
final class Deliveries {

    private static final int ANSWERS = 1 << 16;
    private static final int DIGITS = 3;

    private final AtomicLong events = new AtomicLong();
    private final AtomicLongArray answeredNs = new AtomicLongArray(ANSWERS);
    private final Recorder delays = new Recorder(DIGITS);
    private volatile long wanted = Long.MAX_VALUE;
    private volatile boolean counting;
    private volatile Thread waiter;
    private volatile RuntimeException failure;

    /// A put was answered.
    void answered(long revision) {
        answeredNs.set(slot(revision + ANSWERS / 2), 0);
        answeredNs.set(slot(revision), System.nanoTime());
    }

    /// An event has come.
    void event(long revision, long nowNs) {
        if (counting) {
            long answer = answeredNs.get(slot(revision));
            delays.recordValue(answer == 0 ? 0 : Math.max(0, nowNs - answer));
        }
    }

    /// So many events have come.
    void came(int count) {
        if (events.addAndGet(count) >= wanted) {
            LockSupport.unpark(waiter);
        }
    }

    /// A watcher's connection has broken.
    void failed(RuntimeException reason) {
        failure = reason;
        LockSupport.unpark(waiter);
    }

    long events() {
        return events.get();
    }

    /// From now on delays are recorded.
    void count() {
        delays.reset();
        counting = true;
    }

    Histogram stopCounting() {
        counting = false;
        return delays.getIntervalHistogram();
    }

    /// Waits until so many events have come, or for so long.
    ///
    /// @return whether they have
    boolean await(long total, long untilNs) {
        waiter = Thread.currentThread();
        wanted = total;
        while (events.get() < total) {
            long leftNs = untilNs - System.nanoTime();
            if (failure != null) {
                throw failure;
            }
            if (leftNs <= 0) {
                return false;
            }
            LockSupport.parkNanos(leftNs);
        }
        return true;
    }

    private static int slot(long revision) {
        return (int) (revision & ANSWERS - 1);
    }
}
