package kv.bench.lease;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.ClientCall;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.bench.load.Clients;

/// One set of leases. One use; answers come on the connections' loops.
final class LeaseRun {

    private static final int WINDOW = 500;

    private final Clients clients;
    private final Plan plan;
    private final long[] deadlinesNs;
    private final long[] earliestNs;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /// What is done.
    ///
    /// @param ttlS seconds of the first to end
    /// @param spreadS seconds from the first to the last
    /// @param keyed whether each lease holds a key
    /// @param inFlight grants at a time
    /// @param streams of renewals
    record Plan(int count, int ttlS, int spreadS, boolean keyed, int inFlight, int streams) {

        long ttl(int number) {
            return ttlS + (long) number * spreadS / count;
        }

        long id(int number) {
            return number + 1L;
        }
    }

    LeaseRun(Clients clients, Plan plan) {
        this.clients = clients;
        this.plan = plan;
        this.deadlinesNs = new long[plan.count()];
        this.earliestNs = new long[plan.count()];
    }

    /// When each lease is to end, counted from the answer, on the scale of [System#nanoTime()].
    long[] deadlinesNs() {
        return deadlinesNs;
    }

    /// The same counted from the request: none may end before this.
    long[] earliestNs() {
        return earliestNs;
    }

    /// Grants all.
    ///
    /// @return seconds that it took
    double grant() {
        long from = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        Semaphore free = new Semaphore(plan.inFlight());
        for (int i = 0; i < plan.inFlight(); i++) {
            free.acquireUninterruptibly();
            new Granter(i, next, free).send();
        }
        free.acquireUninterruptibly(plan.inFlight());
        return end(from);
    }

    /// Renews all, over as many streams as there are connections.
    ///
    /// @return seconds that it took
    double renew() throws InterruptedException {
        long from = System.nanoTime();
        CountDownLatch streams = new CountDownLatch(plan.streams());
        for (int i = 0; i < plan.streams(); i++) {
            new Renewer(i, streams).begin();
        }
        streams.await();
        return end(from);
    }

    private double end(long from) {
        if (failure.get() != null) {
            throw failure.get();
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private long end(int number) {
        return System.nanoTime() + plan.ttl(number) * 1_000_000_000L;
    }

    /// Grants one lease after another.
    private final class Granter {

        private final int connection;
        private final AtomicInteger next;
        private final Semaphore free;

        Granter(int connection, AtomicInteger next, Semaphore free) {
            this.connection = connection;
            this.next = next;
            this.free = free;
        }

        void send() {
            int number = next.getAndIncrement();
            if (number >= plan.count()) {
                free.release();
                return;
            }
            LeaseGrantRequest request = LeaseGrantRequest.newBuilder()
                    .setID(plan.id(number)).setTTL(plan.ttl(number)).build();
            clients.leases(connection).leaseGrant(ClientCall.unlimited(), request,
                    then((LeaseGrantResponse answer) -> granted(number)));
        }

        private void granted(int number) {
            if (!plan.keyed()) {
                send();
                return;
            }
            PutRequest request = PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("leased/" + number))
                    .setLease(plan.id(number)).build();
            clients.kv(connection).put(ClientCall.unlimited(), request,
                    then((PutResponse answer) -> send()));
        }

        private <M extends MessageLite> Reply<M> then(Consumer<M> action) {
            return new Reply<>() {
                @Override
                public void complete(M message) {
                    action.accept(message);
                }

                @Override
                public void fail(KvException refusal) {
                    failure.compareAndSet(null, refusal);
                    free.release();
                }
            };
        }
    }

    /// One stream, which renews every so-manieth lease, some of them at a time.
    private final class Renewer implements ReplyStream<LeaseKeepAliveResponse> {

        private final int stream;
        private final CountDownLatch running;
        private RequestSink<LeaseKeepAliveRequest> requests;
        private int sent;
        private int answered;

        Renewer(int stream, CountDownLatch running) {
            this.stream = stream;
            this.running = running;
            this.sent = stream;
            this.answered = stream;
        }

        synchronized void begin() {
            requests = clients.leases(stream).leaseKeepAlive(ClientCall.unlimited(), this);
            for (int i = 0; i < WINDOW; i++) {
                send();
            }
        }

        private void send() {
            if (sent < plan.count()) {
                earliestNs[sent] = end(sent);
                requests.next(LeaseKeepAliveRequest.newBuilder().setID(plan.id(sent)).build());
                sent += plan.streams();
                if (sent >= plan.count()) {
                    requests.halfClosed();
                }
            }
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void onReady(Runnable action) {
            action.run();
        }

        @Override
        public synchronized void next(LeaseKeepAliveResponse answer) {
            if (answer.getTTL() <= 0) {
                failure.compareAndSet(null, new IllegalStateException(
                        "lease " + answer.getID() + " was gone before it was renewed"));
            }
            deadlinesNs[answered] = end(answered);
            answered += plan.streams();
            send();
        }

        @Override
        public void complete() {
            running.countDown();
        }

        @Override
        public void fail(KvException refusal) {
            failure.compareAndSet(null, refusal);
            running.countDown();
        }
    }
}
