package kv.bench.load;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kv.api.KvException;
import org.HdrHistogram.Recorder;

/// Sends a plan's requests. One use. The calling thread paces and waits; answers come on the
/// connections' loops.
public final class LoadRun {

    private static final int DIGITS = 3;

    private final Clients clients;
    private final LoadPlan plan;
    private final Recorder recorder = new Recorder(DIGITS);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Semaphore free;
    private volatile boolean counting;
    private volatile boolean ended;

    private LoadRun(Clients clients, LoadPlan plan) {
        this.clients = clients;
        this.plan = plan;
        this.free = new Semaphore(plan.clients());
    }

    /// Runs the plan to its end. `onCounting` runs when the warm-up is over.
    public static LoadResult of(Clients clients, LoadPlan plan, Runnable onCounting) {
        LoadRun run = new LoadRun(clients, plan);
        Pace pace = plan.rate() > 0 ? run.new OpenLoop() : run.new ClosedLoop();
        pace.until(plan.warmup());
        onCounting.run();
        run.counting = true;
        long from = System.nanoTime();
        pace.until(plan.duration());
        run.counting = false;
        double seconds = (System.nanoTime() - from) / 1e9;
        run.ended = true;
        run.free.acquireUninterruptibly(plan.clients());
        return run.result(seconds);
    }

    /// Writes every key of `space` once, `clients` at a time.
    public static void fill(Clients clients, KeySpace space, int inFlight) {
        AtomicInteger next = new AtomicInteger();
        LoadPlan plan = new LoadPlan(
                Operation.PUT, space, inFlight, 0, Duration.ZERO, Duration.ZERO);
        LoadRun run = new LoadRun(clients, plan);
        for (int i = 0; i < inFlight; i++) {
            run.free.acquireUninterruptibly();
            run.new Filler(i, next).send();
        }
        run.free.acquireUninterruptibly(inFlight);
        RuntimeException refused = run.failure.get();
        if (refused != null) {
            throw refused;
        }
    }

    private LoadResult result(double seconds) {
        return new LoadResult(
                seconds, failures.get(), failure.get(), recorder.getIntervalHistogram());
    }

    private void count(long sinceNs, KvException refusal) {
        if (refusal != null) {
            failures.incrementAndGet();
            failure.compareAndSet(null, refusal);
        } else if (counting) {
            recorder.recordValue(System.nanoTime() - sinceNs);
        }
    }

    /// When requests are sent.
    private interface Pace {

        /// Sends for so long.
        void until(Duration duration);
    }

    /// Clients that each have one request in flight. They start with the first call and go on by
    /// themselves until the run ends.
    private final class ClosedLoop implements Pace {

        private boolean started;

        @Override
        public void until(Duration duration) {
            if (!started) {
                started = true;
                for (int i = 0; i < plan.clients(); i++) {
                    free.acquireUninterruptibly();
                    new Client(i).send();
                }
            }
            long end = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /// One client of a closed loop. Confined to the request that it has in flight.
    private final class Client {

        private final int number;
        private final SplittableRandom random;

        Client(int number) {
            this.number = number;
            this.random = new SplittableRandom(number);
        }

        void send() {
            long from = System.nanoTime();
            ByteString key = plan.space().anyKey(random);
            plan.operation().start(clients.kv(number), plan.space(), key, random, refusal -> {
                count(from, refusal);
                if (ended || refusal != null) {
                    free.release();
                } else {
                    send();
                }
            });
        }
    }

    /// One client of a fill.
    private final class Filler {

        private final int number;
        private final AtomicInteger next;
        private final SplittableRandom random;

        Filler(int number, AtomicInteger next) {
            this.number = number;
            this.next = next;
            this.random = new SplittableRandom(number);
        }

        void send() {
            int key = next.getAndIncrement();
            if (key >= plan.space().keys()) {
                free.release();
                return;
            }
            Operation.PUT.start(
                    clients.kv(number), plan.space(), plan.space().key(key), random,
                    refusal -> {
                        count(0, refusal);
                        if (refusal != null) {
                            free.release();
                        } else {
                            send();
                        }
                    });
        }
    }

    /// Requests that are due at a fixed rate. One that cannot be sent in time, for want of a free
    /// client, is sent late and measured from when it was due.
    private final class OpenLoop implements Pace {

        private static final double NANOS = 1e9;

        private final SplittableRandom random = new SplittableRandom(1);
        private final long startNs = System.nanoTime();
        private long sent;
        private long endNs = startNs;

        @Override
        public void until(Duration duration) {
            endNs += duration.toNanos();
            for (long due = dueNs(); due < endNs; due = dueNs()) {
                waitUntil(due);
                free.acquireUninterruptibly();
                send(due);
                sent++;
            }
        }

        private long dueNs() {
            return startNs + (long) (sent * NANOS / plan.rate());
        }

        private void send(long due) {
            int number = (int) (sent % plan.clients());
            ByteString key = plan.space().anyKey(random);
            plan.operation().start(clients.kv(number), plan.space(), key, random, refusal -> {
                count(due, refusal);
                free.release();
            });
        }

        private static void waitUntil(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
