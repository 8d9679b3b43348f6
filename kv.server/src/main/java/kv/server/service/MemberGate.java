package kv.server.service;

import com.google.protobuf.MessageLite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.service.CallContext;
import kv.api.service.CallGate;
import kv.server.loop.Loop;

/// What a member refuses whoever asks: a learner serves next to nothing, and a client that asks
/// for a member with a leader (`hasleader`) gets nothing without one. Its streams live on while a
/// new leader is sought, for three election timeouts; then they are ended, so that the client may
/// look for another member. Any thread calls the gate; one turns the loop.
public final class MemberGate implements CallGate, Loop {

    private static final String REQUIRE_LEADER = "hasleader";
    private static final String SNAPSHOT = "etcdserverpb.Maintenance/Snapshot";
    private static final int PATIENCE = 3;

    private final BooleanSupplier learner;
    private final BooleanSupplier hasLeader;
    private final long electionNs;
    private final Map<CallContext, Consumer<KvException>> streams = new ConcurrentHashMap<>();
    private long nextLookNs;
    private int leaderless;

    /// @param learner whether this member has no vote
    /// @param hasLeader whether it knows a leader
    /// @param electionNs the election timeout
    public MemberGate(BooleanSupplier learner, BooleanSupplier hasLeader, long electionNs) {
        this.learner = learner;
        this.hasLeader = hasLeader;
        this.electionNs = electionNs;
    }

    @Override
    public void admit(CallContext call, MessageLite request) {
        if (learner.getAsBoolean() && !servedByLearner(request)) {
            throw new KvException(ErrorCode.NOT_SUPPORTED_FOR_LEARNER);
        }
        if (requiresLeader(call) && !hasLeader.getAsBoolean()) {
            throw new KvException(ErrorCode.NO_LEADER);
        }
    }

    private static boolean servedByLearner(MessageLite request) {
        return switch (request) {
            case StatusRequest status -> true;
            case RangeRequest range -> range.getSerializable();
            default -> false;
        };
    }

    @Override
    public Runnable admitStream(
            CallContext call, String method, Consumer<KvException> revoked) {
        if (learner.getAsBoolean() && !method.equals(SNAPSHOT)) {
            throw new KvException(ErrorCode.NOT_SUPPORTED_FOR_LEARNER);
        }
        if (!requiresLeader(call)) {
            return () -> { };
        }
        if (!hasLeader.getAsBoolean()) {
            throw new KvException(ErrorCode.NO_LEADER);
        }
        streams.put(call, revoked);
        return () -> streams.remove(call);
    }

    private static boolean requiresLeader(CallContext call) {
        return call.metadata(REQUIRE_LEADER).filter("true"::equals).isPresent();
    }

    @Override
    public String roleName() {
        return "kvd-gate";
    }

    @Override
    public int doWork(long nowNs) {
        if (nextLookNs == 0) {
            nextLookNs = nowNs + electionNs;
        }
        if (nextLookNs - nowNs > 0) {
            return 0;
        }
        nextLookNs = nowNs + electionNs;
        leaderless = hasLeader.getAsBoolean() ? 0 : leaderless + 1;
        if (leaderless >= PATIENCE) {
            streams.forEach(this::end);
        }
        return 0;
    }

    private void end(CallContext call, Consumer<KvException> revoked) {
        if (streams.remove(call, revoked)) {
            call.loop().execute(() -> revoked.accept(new KvException(ErrorCode.NO_LEADER)));
        }
    }

    @Override
    public long nextDeadlineNs() {
        return nextLookNs;
    }
}
