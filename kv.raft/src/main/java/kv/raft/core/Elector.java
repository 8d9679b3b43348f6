package kv.raft.core;

import kv.raft.model.Message.PreVote;
import kv.raft.model.Message.PreVoteResponse;
import kv.raft.model.Message.Vote;
import kv.raft.model.Message.VoteResponse;

/// When a member campaigns, and how it answers the campaigns of others, whatever its role (Raft
/// §5.2, §5.4.1; thesis §4.2.3, §9.6). Confined to the raft thread.
///
/// It campaigns only as a voter, and never with a committed change of membership that it has not
/// applied: it would count votes by a membership that is out of date.
///
/// A learner answers too: it may have been promoted without knowing it yet, and the candidate,
/// which has the newer membership, decides whether its vote counts.
final class Elector {

    private final Raft raft;
    private boolean campaignsOnceApplied;

    Elector(Raft raft) {
        this.raft = raft;
    }

    /// Campaign now, or as soon as what is committed is applied.
    void campaign() {
        campaignsOnceApplied = raft.log().applied() < raft.log().commit();
        if (!campaignsOnceApplied && isElectable()) {
            seekElection();
        }
    }

    /// More is applied.
    void applied() {
        if (campaignsOnceApplied && raft.lead() == 0) {
            campaign();
        }
    }

    /// Campaign if no leader was heard for long enough.
    void campaignOnTimeout() {
        if (raft.timer().hasExpired() && isElectable()) {
            raft.timer().restart();
            if (!raft.log().hasUnappliedConfChange()) {
                seekElection();
            }
        }
    }

    /// Campaign because the leader asks for it: no lease stands in the way, and no doubt.
    void campaignForTransfer() {
        if (isElectable() && !raft.log().hasUnappliedConfChange()) {
            raft.becomeCandidate(true);
        }
    }

    private void seekElection() {
        if (raft.config().election().preVote()) {
            raft.becomePreCandidate();
        } else {
            raft.becomeCandidate(false);
        }
    }

    /// Whether this member may lead: a voter whose log is not about to be replaced.
    private boolean isElectable() {
        return raft.voters().contains(raft.id()) && !raft.log().hasPendingSnapshot();
    }

    /// Give the vote of this term once, and only to a log that is at least as good.
    void answer(Vote request) {
        if (mayVoteFor(request.from()) && raft.log().isUpToDate(request.last())) {
            raft.giveVote(request.from());
            raft.outbox().sendAfterPersist(
                    new VoteResponse(request.from(), raft.id(), raft.term(), false));
        } else {
            raft.sendOnceTermIsDurable(
                    new VoteResponse(request.from(), raft.id(), raft.term(), true));
        }
    }

    /// Say whether a vote would be given; promise nothing.
    void answer(PreVote request) {
        boolean newer = Long.compareUnsigned(request.term(), raft.term()) > 0;
        if (newer && hasLivingLeader()) {
            return;
        }
        boolean open = newer || request.term() == raft.term() && mayVoteFor(request.from());
        boolean granted = open && raft.log().isUpToDate(request.last());
        raft.sendOnceTermIsDurable(new PreVoteResponse(
                request.from(), raft.id(), granted ? request.term() : raft.term(), !granted));
    }

    private boolean mayVoteFor(long candidate) {
        return raft.vote() == candidate || raft.vote() == 0 && raft.lead() == 0;
    }

    /// Whether a candidate asks while a leader lives: its term would only disturb. If the leader
    /// itself wants the election, it does not.
    boolean isDisturbedBy(Vote request) {
        return !request.transfer() && hasLivingLeader();
    }

    private boolean hasLivingLeader() {
        return raft.config().election().checkQuorum()
                && raft.lead() != 0 && !raft.timer().hasPassedBase();
    }
}
