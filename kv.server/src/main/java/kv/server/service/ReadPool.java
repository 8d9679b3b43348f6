package kv.server.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.ErrorCode;
import kv.api.KvException;

/// The threads `kvd-read`, for whatever may block or take long: large and historical ranges,
/// transactions with ranges, hashes. Bounded: when too much waits, the answer is
/// `too many requests`.
public final class ReadPool implements AutoCloseable {

    private static final int MAX_WAITING = 10_000;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /// @param size number of threads
    public ReadPool(int size) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                task -> Thread.ofPlatform().name("kvd-read-" + number.incrementAndGet())
                        .unstarted(task));
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs `task` on one of the threads; a [KvException] that it throws, or that turns it away,
    /// goes to `refusal`.
    public void run(Runnable task, Reads.Refusal refusal) {
        try {
            threads.execute(() -> guard(task, refusal));
        } catch (RejectedExecutionException full) {
            refusal.refuse(new KvException(threads.isShutdown()
                    ? ErrorCode.STOPPED : ErrorCode.TOO_MANY_REQUESTS));
        }
    }

    private static void guard(Runnable task, Reads.Refusal refusal) {
        try {
            task.run();
        } catch (KvException refused) {
            refusal.refuse(refused);
        }
    }

    /// Lets running reads end, turns waiting ones away.
    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
