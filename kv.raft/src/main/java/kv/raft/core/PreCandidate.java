package kv.raft.core;

import kv.raft.model.EntryId;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.PreVote;
import kv.raft.model.Message.PreVoteResponse;
import kv.raft.model.NodeIds;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.quorum.VoteTally;

/// A pre-candidate asks whether it would win before it disturbs anybody: neither its term nor its
/// vote moves (thesis §9.6). Confined to the raft thread.
final class PreCandidate implements Campaigner {

    private final Raft raft;
    private final VoteTally tally = new VoteTally();

    PreCandidate(Raft raft) {
        this.raft = raft;
    }

    /// Ask every voter.
    void ask() {
        NodeIds voters = raft.voters().ids();
        EntryId last = raft.log().lastId();
        for (int i = 0; i < voters.size(); i++) {
            long id = voters.get(i);
            if (id != raft.id()) {
                raft.outbox().send(new PreVote(id, raft.id(), raft.term() + 1, last));
            }
        }
        count(raft.id(), true);
    }

    @Override
    public RoleKind kind() {
        return RoleKind.PRE_CANDIDATE;
    }

    @Override
    public Raft raft() {
        return raft;
    }

    @Override
    public void answer(Answer message) {
        if (message instanceof PreVoteResponse response && isToThisQuestion(response)) {
            count(response.from(), !response.rejected());
        }
    }

    /// A grant names the term that was asked for; one that names another answers an older question.
    private boolean isToThisQuestion(PreVoteResponse response) {
        return response.rejected() || response.term() == raft.term() + 1;
    }

    private void count(long id, boolean grants) {
        tally.record(id, grants);
        switch (raft.voters().voteResult(tally)) {
            case WON -> raft.becomeCandidate(false);
            case LOST -> raft.becomeFollower(raft.term(), 0);
            case PENDING -> { }
        }
    }
}
