package kv.raft.quorum;

import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;

/// The voters of a membership: one majority, or two that must both agree while a joint change is
/// under way (Raft §6). Immutable.
public record JointConfig(MajorityConfig incoming, MajorityConfig outgoing) {

    /// The voters of this membership.
    public static JointConfig of(ConfState membership) {
        return new JointConfig(
                new MajorityConfig(membership.voters()),
                new MajorityConfig(membership.votersOutgoing()));
    }

    /// The largest number that both majorities have reached.
    public long committedIndex(AckedIndex acked) {
        return Math.min(incoming.committedIndex(acked), outgoing.committedIndex(acked));
    }

    /// Won if both majorities granted, lost if either cannot.
    public VoteResult voteResult(VoteTally tally) {
        VoteResult first = incoming.voteResult(tally);
        VoteResult second = outgoing.voteResult(tally);
        if (first == VoteResult.LOST || second == VoteResult.LOST) {
            return VoteResult.LOST;
        }
        return first == second ? first : VoteResult.PENDING;
    }

    /// Every id in either half.
    public NodeIds ids() {
        return incoming.voters().union(outgoing.voters());
    }

    public boolean contains(long id) {
        return incoming.voters().contains(id) || outgoing.voters().contains(id);
    }
}
