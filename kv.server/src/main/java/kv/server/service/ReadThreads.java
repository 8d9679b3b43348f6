package kv.server.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads `kvd-read`: platform threads, since engine calls would hold a virtual thread's
/// carrier; bounded, and so is what waits for them.
public final class ReadThreads implements Executor, AutoCloseable {

    private static final int MAX_WAITING = 10_000;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /// @param size number of threads
    public ReadThreads(int size) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                task -> Thread.ofPlatform().name("kvd-read-" + number.incrementAndGet())
                        .unstarted(task));
        threads.allowCoreThreadTimeOut(true);
    }

    /// @throws java.util.concurrent.RejectedExecutionException when too much waits
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /// Lets what has come so far end.
    @Override
    public void close() {
        threads.close();
    }
}
