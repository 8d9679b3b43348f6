package kv.bench.watch;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.bench.load.Clients;

/// Watchers of one server. One thread, one use; answers come on others.
public final class WatchRun implements AutoCloseable {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final WatchPlan plan;
    private final ByteString key;
    private final Clients writer;
    private final Deliveries deliveries = new Deliveries();
    private final List<AutoCloseable> connections = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicLong answered = new AtomicLong();
    private long sent;

    private WatchRun(WatchPlan plan, Clients writer) {
        this.plan = plan;
        this.writer = writer;
        key = plan.writes().space().key(0);
    }

    /// Opens all watchers.
    public static WatchRun open(String endpoint, WatchPlan plan)
            throws IOException, InterruptedException {
        WatchRun run = new WatchRun(plan, Clients.connect(endpoint, 1));
        CountDownLatch open = new CountDownLatch(plan.watchers());
        for (int i = 0; i < plan.connections(); i++) {
            run.listen(endpoint, i, open);
        }
        for (int i = 0; i < plan.silent(); i++) {
            FrameSocket silent = FrameSocket.connect(endpoint, false);
            run.connections.add(silent);
            Listener.openSilent(silent, run.key);
        }
        if (!open.await(PATIENCE_NS, TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException(open.getCount() + " watchers are not created");
        }
        return run;
    }

    private void listen(String endpoint, int number, CountDownLatch open) throws IOException {
        Listener listener = new Listener(
                FrameSocket.connect(endpoint, true), key, deliveries, open);
        connections.add(listener);
        for (int s = number; s < plan.streams(); s += plan.connections()) {
            listener.add(share(s));
        }
        Thread.ofPlatform().daemon().name("listener-" + number).start(listener);
    }

    /// Watchers of a stream.
    private int share(int stream) {
        return plan.watchers() / plan.streams()
                + (stream < plan.watchers() % plan.streams() ? 1 : 0);
    }

    /// Writes as the plan says, and in the end waits until every watcher has had every event.
    ///
    /// @param onCounting runs when the warm-up is over
    /// @param onCounted runs when the counted part is
    public WatchResult write(Runnable onCounting, Runnable onCounted) {
        writeFor(plan.writes().warmup().toNanos());
        onCounting.run();
        deliveries.count();
        long from = System.nanoTime();
        long events = deliveries.events();
        long puts = answered.get();
        writeFor(plan.writes().duration().toNanos());
        onCounted.run();
        WatchResult result = new WatchResult(
                (System.nanoTime() - from) / 1e9, answered.get() - puts,
                deliveries.events() - events, deliveries.stopCounting());
        if (!deliveries.await(sent * plan.watchers(), System.nanoTime() + PATIENCE_NS)) {
            throw new IllegalStateException("of " + sent * plan.watchers() + " events only "
                    + deliveries.events() + " have come");
        }
        return result;
    }

    private void writeFor(long lengthNs) {
        long from = System.nanoTime();
        long end = from + lengthNs;
        long before = sent;
        while (System.nanoTime() < end) {
            if (plan.writes().rate() > 0) {
                long due = from + (sent - before) * 1_000_000_000L / plan.writes().rate();
                waitUntil(Math.min(due, end));
            } else if (!deliveries.await(
                    (sent - plan.writes().window() + 1) * plan.watchers(), end)) {
                return;
            }
            put();
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void put() {
        sent++;
        KvService kv = writer.kv(0);
        PutRequest request = PutRequest.newBuilder()
                .setKey(key).setValue(plan.writes().space().value(random)).build();
        kv.put(ClientCall.unlimited(), request, new Reply<>() {
            @Override
            public void complete(PutResponse answer) {
                answered.incrementAndGet();
                deliveries.answered(answer.getHeader().getRevision());
            }

            @Override
            public void fail(KvException refusal) {
                deliveries.failed(refusal);
            }
        });
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable connection : connections) {
            switch (connection) {
                case Listener listener -> listener.close();
                case FrameSocket silent -> silent.close();
                default -> throw new IllegalStateException(connection.toString());
            }
        }
        writer.close();
    }
}
