package kv.raft.tracker;

import java.util.Optional;
import java.util.function.Consumer;
import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;
import kv.raft.model.RaftConfig.Limits;
import kv.raft.quorum.AckedIndex;
import kv.raft.quorum.JointConfig;
import kv.raft.quorum.VoteResult;
import kv.raft.quorum.VoteTally;

/// The progress of every member under one leader, ascending by id. Confined to the raft thread;
/// made anew for each term that a member leads.
public final class ProgressTracker {

    private final Limits limits;
    private final AckedIndex matches = id -> matchOf(id);
    private final AckedIndex reads = id -> readAckOf(id);
    private JointConfig voters = JointConfig.of(ConfState.EMPTY);
    private NodeIds ids = NodeIds.of();
    private Progress[] progresses = new Progress[0];

    /// A tracker of nobody.
    public ProgressTracker(Limits limits) {
        this.limits = limits;
    }

    /// Follow a membership: who stays keeps its progress, who is new begins at `next`, who left is
    /// forgotten. A newcomer counts as active, so that the leader does not step down for its sake
    /// before it had time to answer.
    public void follow(ConfState membership, long next) {
        NodeIds members = membership.voters()
                .union(membership.votersOutgoing())
                .union(membership.learners());
        Progress[] kept = new Progress[members.size()];
        for (int i = 0; i < kept.length; i++) {
            long id = members.get(i);
            kept[i] = find(id);
            if (kept[i] == null) {
                kept[i] = new Progress(id, next,
                        new Inflights(limits.inflightMessages(), limits.inflightBytes()));
                kept[i].recentActive(true);
            }
        }
        voters = JointConfig.of(membership);
        ids = members;
        progresses = kept;
    }

    /// The progress of a member, empty for a stranger.
    public Optional<Progress> progress(long id) {
        return Optional.ofNullable(find(id));
    }

    /// Each member in ascending order of id.
    public void forEach(Consumer<Progress> action) {
        for (Progress progress : progresses) {
            action.accept(progress);
        }
    }

    public boolean isVoter(long id) {
        return voters.contains(id);
    }

    /// The newest index that a quorum holds durably.
    public long committedIndex() {
        return voters.committedIndex(matches);
    }

    /// The newest read-index question that a quorum has answered.
    public long confirmedRead() {
        return voters.committedIndex(reads);
    }

    /// Whether a quorum was heard of since the last check; the check then begins anew. The leader
    /// counts as heard.
    public boolean checkQuorum(long leader) {
        VoteTally tally = new VoteTally();
        for (Progress progress : progresses) {
            boolean self = progress.id() == leader;
            tally.record(progress.id(), self || progress.isRecentActive());
            progress.recentActive(self);
        }
        return voters.voteResult(tally) == VoteResult.WON;
    }

    private long matchOf(long id) {
        Progress progress = find(id);
        return progress == null ? 0 : progress.vouchedMatch();
    }

    private long readAckOf(long id) {
        Progress progress = find(id);
        return progress == null ? 0 : progress.readAcked();
    }

    private Progress find(long id) {
        int position = ids.position(id);
        return position < 0 ? null : progresses[position];
    }
}
