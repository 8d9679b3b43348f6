package kv.simulation.member;

import com.google.protobuf.MessageLite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.service.LeaseService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.simulation.world.SimulatedCall;
import kv.store.lease.Lessor;

/// Holds leases, renews and revokes some, and judges: a lease that nobody revoked lives at least
/// until the time that its last answer promised, counted from the question, whatever crashes.
final class LeaseHolder {

    private static final int MIN_TTL_S = 2;
    private static final int[] TTL_SPANS_S = {4, 60};
    private static final int FAVOURITES = 3;

    private final RandomGenerator random;
    private final SimulatedCall call;
    private final LongSupplier clock;
    private final Map<Long, Long> promisedNs = new HashMap<>();
    private final Set<Long> revoked = new HashSet<>();
    private long nextId = 1;

    LeaseHolder(RandomGenerator random, Executor loop, LongSupplier clock) {
        this.random = random;
        this.call = new SimulatedCall(loop);
        this.clock = clock;
    }

    void call(LeaseService service) {
        try {
            switch (random.nextInt(40)) {
                case 0, 1 -> grant(service);
                case 2 -> revoke(service);
                case 3, 4, 5, 6 -> keepAlive(service);
                default -> timeToLive(service);
            }
        } catch (KvException refused) {
            // as good as lost
        }
    }

    /// A state after a crash.
    void inspects(Lessor lessor) {
        promisedNs.forEach((id, untilNs) -> {
            if (lessor.find(id).isEmpty()) {
                endsIn(id, 0, untilNs);
            }
        });
    }

    private void grant(LeaseService service) {
        long id = nextId++;
        long ttl = MIN_TTL_S + random.nextInt(TTL_SPANS_S[random.nextInt(2)]);
        long sentNs = clock.getAsLong();
        service.leaseGrant(call, LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build(),
                reply((LeaseGrantResponse answer) -> promise(id, sentNs, answer.getTTL())));
    }

    private void revoke(LeaseService service) {
        long id = anyId();
        revoked.add(id);
        service.leaseRevoke(call, LeaseRevokeRequest.newBuilder().setID(id).build(),
                reply((LeaseRevokeResponse answer) -> { }));
    }

    private void timeToLive(LeaseService service) {
        long id = anyId();
        long promised = promised(id);
        service.leaseTimeToLive(call, LeaseTimeToLiveRequest.newBuilder().setID(id).build(),
                reply((LeaseTimeToLiveResponse answer) -> endsIn(
                        id, answer.getGrantedTTL() == 0 ? 0 : answer.getTTL() + 1, promised)));
    }

    private void keepAlive(LeaseService service) {
        long id = anyId();
        long sentNs = clock.getAsLong();
        long promised = promised(id);
        RequestSink<LeaseKeepAliveRequest> requests =
                service.leaseKeepAlive(call, stream(answer -> {
                    if (answer.getTTL() > 0) {
                        promise(id, sentNs, answer.getTTL());
                    } else {
                        endsIn(id, 0, promised);
                    }
                }));
        requests.next(LeaseKeepAliveRequest.newBuilder().setID(id).build());
        requests.halfClosed();
    }

    /// A young one, or any, or one that is not there yet.
    private long anyId() {
        long back = random.nextInt(4) > 0 ? random.nextLong(FAVOURITES) : random.nextLong(nextId);
        return Math.max(1, nextId - back);
    }

    private void promise(long id, long sentNs, long ttlSeconds) {
        promisedNs.merge(id, sentNs + TimeUnit.SECONDS.toNanos(ttlSeconds), Math::max);
    }

    private long promised(long id) {
        return promisedNs.getOrDefault(id, 0L);
    }

    /// An answer says that a lease has no more than that left.
    ///
    /// @param untilNs until when it was to live, as far as was known before the question
    private void endsIn(long id, long seconds, long untilNs) {
        long shortNs = untilNs - clock.getAsLong() - TimeUnit.SECONDS.toNanos(seconds);
        if (shortNs > 0 && !revoked.contains(id)) {
            throw new AssertionError("lease " + id + " ends "
                    + TimeUnit.NANOSECONDS.toMillis(shortNs) + " ms early");
        }
    }

    private static <M extends MessageLite> Reply<M> reply(Consumer<M> onAnswer) {
        return new Reply<>() {
            @Override
            public void complete(M message) {
                onAnswer.accept(message);
            }

            @Override
            public void fail(KvException refusal) {
                // says nothing
            }
        };
    }

    private static ReplyStream<LeaseKeepAliveResponse> stream(
            Consumer<LeaseKeepAliveResponse> onAnswer) {
        return new ReplyStream<>() {
            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public void onReady(Runnable action) {
                // it is
            }

            @Override
            public void next(LeaseKeepAliveResponse message) {
                onAnswer.accept(message);
            }

            @Override
            public void complete() {
                // one answer was all
            }

            @Override
            public void fail(KvException refusal) {
                // says nothing
            }
        };
    }
}
