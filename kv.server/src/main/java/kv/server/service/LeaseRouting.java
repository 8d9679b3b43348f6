package kv.server.service;

import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.service.ClientCall;
import kv.server.cluster.Membership;
import kv.server.consensus.RaftLoop;
import kv.server.lease.LeaseDesk;
import kv.server.lease.LeaseLoop;
import kv.server.lease.Renewal;
import kv.server.loop.Clock;
import kv.server.peer.LeaseMessages;
import kv.server.peer.Network;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// The leader alone counts time for leases, so questions about them go to it: answered here if this
/// member leads, else passed on to its peer port, until the time for an answer is over. Any thread.
public final class LeaseRouting implements LeaseDesk {

    private static final long PAUSE_MS = 50;
    private static final long ASK_MS = 2_000;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Parts parts;

    /// What routing needs.
    ///
    /// @param raft knows who leads
    /// @param membership knows where
    /// @param network the way there
    /// @param reads confirms leadership
    /// @param leases counts time, if this member leads
    /// @param timeToLive what a lease has left, if this member leads; called on any thread
    /// @param clock for the time limit, and the pauses
    /// @param timeoutNs the limit
    public record Parts(
            RaftLoop raft,
            Supplier<Membership> membership,
            Network network,
            Reads reads,
            LeaseLoop leases,
            TimeToLive timeToLive,
            Clock clock,
            long timeoutNs) {
    }

    /// What a lease has left, as the member that leads has it.
    @FunctionalInterface
    public interface TimeToLive {

        /// @throws KvException when this member does not count for it
        LeaseTimeToLiveResponse of(LeaseTimeToLiveRequest request);
    }

    public LeaseRouting(Parts parts) {
        this.parts = parts;
    }

    /// Renews a lease, here or at the leader.
    void renew(Renewal renewal) {
        if (parts.raft().view().leads()) {
            renewHere(renewal);
        } else {
            byte[] body = LeaseKeepAliveRequest.newBuilder()
                    .setID(renewal.leaseId()).build().toByteArray();
            Renewal.Outcome outcome = renewal.outcome();
            ask(new Question("/leases", body, renewal.loop()::execute,
                    answer -> outcome.renewed(answer.status() == NOT_FOUND ? 0
                            : LeaseKeepAliveResponse.parseFrom(answer.body()).getTTL()),
                    outcome::refused, () -> renewHere(renewal),
                    parts.clock().nowNs() + parts.timeoutNs()));
        }
    }

    /// What a lease has left, here or at the leader.
    ///
    /// @param missing made for a lease that does not exist
    void timeToLive(LeaseTimeToLiveRequest request, Supplier<LeaseTimeToLiveResponse> missing,
            Consumer<LeaseTimeToLiveResponse> answer, Consumer<KvException> refused) {
        if (parts.raft().view().leads()) {
            timeToLiveHere(request, answer, refused);
        } else {
            ask(new Question("/leases/internal", LeaseMessages.wrap(request), Runnable::run,
                    found -> answer.accept(found.status() == NOT_FOUND ? missing.get()
                            : LeaseTimeToLiveResponse.parseFrom(
                                    LeaseMessages.unwrap(found.body()))),
                    refused, () -> timeToLiveHere(request, answer, refused),
                    parts.clock().nowNs() + parts.timeoutNs()));
        }
    }

    @Override
    public void renewHere(Renewal renewal) {
        if (!parts.raft().view().leads()) {
            refuse(renewal, notPrimary());
            return;
        }
        parts.reads().linearizable(ClientCall.unlimited(), () -> parts.leases().renew(renewal),
                refusal -> refuse(renewal, refusal));
    }

    private static void refuse(Renewal renewal, KvException refusal) {
        renewal.loop().execute(() -> renewal.outcome().refused(refusal));
    }

    @Override
    public void timeToLiveHere(LeaseTimeToLiveRequest request,
            Consumer<LeaseTimeToLiveResponse> answer, Consumer<KvException> refused) {
        if (!parts.raft().view().leads()) {
            refused.accept(notPrimary());
            return;
        }
        Runnable look = () -> {
            try {
                answer.accept(parts.timeToLive().of(request));
            } catch (KvException refusal) {
                refused.accept(refusal);
            }
        };
        parts.reads().linearizable(ClientCall.unlimited(),
                () -> parts.leases().whenCurrent(Runnable::run, look), refused::accept);
    }

    private static KvException notPrimary() {
        return new KvException(StatusCode.UNKNOWN, "not a primary lessor");
    }

    /// Something that the leader is asked.
    ///
    /// @param loop where the outcome is told
    /// @param done takes the leader's answer, 200 or 404
    /// @param refused told when there is none in time
    /// @param here what to do should this member lead by then
    private record Question(String path, byte[] body, Consumer<Runnable> loop, Done done,
            Consumer<KvException> refused, Runnable here, long deadlineNs) {
    }

    private interface Done {

        void take(PeerAnswer answer) throws InvalidProtocolBufferException;
    }

    private void ask(Question question) {
        if (parts.clock().nowNs() - question.deadlineNs() >= 0) {
            ErrorCode reason = parts.raft().view().hasLeader()
                    ? ErrorCode.TIMEOUT : ErrorCode.NO_LEADER;
            question.loop().accept(
                    () -> question.refused().accept(new KvException(reason)));
            return;
        }
        if (parts.raft().view().leads()) {
            question.here().run();
            return;
        }
        Optional<URI> leader = parts.membership().get().find(parts.raft().view().leader())
                .map(member -> URI.create(member.peerUrls().getFirst()));
        if (leader.isEmpty()) {
            later(question);
            return;
        }
        parts.network().ask(new PeerRequest("POST", leader.get(), question.path(),
                        Map.of("Content-Type", "application/protobuf"), question.body(), ASK_MS))
                .whenComplete((answer, failure) -> {
                    if (failure == null
                            && (answer.status() == OK || answer.status() == NOT_FOUND)) {
                        question.loop().accept(() -> take(question, answer));
                    } else {
                        later(question);
                    }
                });
    }

    private static void take(Question question, PeerAnswer answer) {
        try {
            question.done().take(answer);
        } catch (InvalidProtocolBufferException e) {
            question.refused().accept(new KvException(StatusCode.UNKNOWN,
                    "lease: " + e.getMessage()));
        }
    }

    private void later(Question question) {
        parts.clock().after(PAUSE_MS, () -> ask(question));
    }
}
