package kv.server.reconfiguration;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.raft.Status;
import kv.raft.model.ConfChange;
import kv.server.cluster.Membership;
import kv.server.consensus.RaftEvent;
import kv.server.consensus.RaftLoop;
import kv.server.peer.RemoteCluster;
import kv.store.schema.MemberRow;

/// Gives a learner its vote, once it has nearly all that the leader has. Only the leader can tell,
/// so another member passes the wish on to it. Any thread.
public final class Promotion {

    private static final double READY_SHARE = 0.9;

    private final RaftLoop raft;
    private final Supplier<Membership> membership;
    private final Reconfiguration changes;
    private final RemoteCluster remote;
    private final ReconfigurationRules rules;
    private final boolean strict;

    public Promotion(RaftLoop raft, Supplier<Membership> membership, Reconfiguration changes,
            RemoteCluster remote, ReconfigurationRules rules, boolean strict) {
        this.raft = raft;
        this.membership = membership;
        this.changes = changes;
        this.remote = remote;
        this.rules = rules;
        this.strict = strict;
    }

    /// Promotes, here or at the leader.
    ///
    /// @return all members after it; failed with a [KvException]
    public CompletableFuture<List<MemberRow>> promote(long id) {
        return promoteHere(id).exceptionallyCompose(failure -> {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            boolean elsewhere = cause instanceof KvException refusal
                    && refusal.code().filter(ErrorCode.NOT_LEADER::equals).isPresent();
            return elsewhere ? promoteAtLeader(id) : CompletableFuture.failedFuture(cause);
        });
    }

    /// Promotes if this member leads.
    ///
    /// @return all members after it; failed with a [KvException], `not leader` among others
    public CompletableFuture<List<MemberRow>> promoteHere(long id) {
        CompletableFuture<List<MemberRow>> done = new CompletableFuture<>();
        raft.tell(new RaftEvent.Inspect(status -> {
            try {
                check(status, id);
                changes.propose(ConfChange.Kind.ADD_VOTER, id, MemberRow.promotion(id),
                        Runnable::run, new Waiting(done));
            } catch (KvException refusal) {
                done.completeExceptionally(refusal);
            }
        }));
        return done;
    }

    private void check(Status status, long id) {
        if (!status.isLeader()) {
            throw new KvException(ErrorCode.NOT_LEADER);
        }
        Status.Peer learner = peer(status, id);
        if (learner == null) {
            throw new KvException(ErrorCode.MEMBER_NOT_FOUND);
        }
        long leaderMatch = Math.max(1, peer(status, status.id()).match());
        if ((double) learner.match() / leaderMatch < READY_SHARE) {
            throw new KvException(ErrorCode.LEARNER_NOT_READY);
        }
        if (strict) {
            rules.checkPromote(membership.get());
        }
    }

    private static Status.Peer peer(Status status, long id) {
        return status.peers().stream().filter(peer -> peer.id() == id).findFirst().orElse(null);
    }

    private CompletableFuture<List<MemberRow>> promoteAtLeader(long id) {
        List<URI> urls = membership.get().find(raft.view().leader())
                .map(leader -> leader.peerUrls().stream().map(URI::create).toList())
                .orElse(List.of());
        if (urls.isEmpty()) {
            return CompletableFuture.failedFuture(new KvException(ErrorCode.NO_LEADER));
        }
        return remote.promote(urls, id).thenCompose(answer -> switch (answer) {
            case RemoteCluster.Promoted promoted ->
                    CompletableFuture.completedFuture(promoted.members());
            case RemoteCluster.Refused refused -> CompletableFuture.failedFuture(
                    refusal(refused));
        });
    }

    private static KvException refusal(RemoteCluster.Refused refused) {
        if (refused.status() == 404) {
            return new KvException(ErrorCode.MEMBER_NOT_FOUND);
        }
        if (refused.text().contains(ErrorCode.LEARNER_NOT_READY.text())) {
            return new KvException(ErrorCode.LEARNER_NOT_READY);
        }
        if (refused.text().contains("can only promote a learner member")) {
            return new KvException(ErrorCode.MEMBER_NOT_LEARNER);
        }
        return refused.status() == 0 || refused.status() == 408
                ? new KvException(ErrorCode.TIMEOUT)
                : new KvException(StatusCode.UNKNOWN,
                        "member promote: unknown error(" + refused.text() + ")");
    }

    private record Waiting(CompletableFuture<List<MemberRow>> done)
            implements Reconfiguration.Outcome {

        @Override
        public void changed(List<MemberRow> members) {
            done.complete(members);
        }

        @Override
        public void refused(KvException refusal) {
            done.completeExceptionally(refusal);
        }
    }
}
