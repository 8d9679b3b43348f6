package kv.raft.core;

import kv.raft.model.EntryId;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.Vote;
import kv.raft.model.Message.VoteResponse;
import kv.raft.model.NodeIds;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.quorum.VoteTally;

/// A candidate has raised its term, voted for itself and asks for votes (Raft §5.2). Its own vote
/// counts like any other: once it is durable. Confined to the raft thread.
final class Candidate implements Campaigner {

    private final Raft raft;
    private final VoteTally tally = new VoteTally();

    Candidate(Raft raft) {
        this.raft = raft;
    }

    /// Ask every voter.
    ///
    /// @param transfer whether the old leader wants it so
    void ask(boolean transfer) {
        NodeIds voters = raft.voters().ids();
        EntryId last = raft.log().lastId();
        for (int i = 0; i < voters.size(); i++) {
            long id = voters.get(i);
            if (id != raft.id()) {
                raft.outbox().sendAfterPersist(
                        new Vote(id, raft.id(), raft.term(), last, transfer));
            }
        }
    }

    @Override
    public RoleKind kind() {
        return RoleKind.CANDIDATE;
    }

    @Override
    public Raft raft() {
        return raft;
    }

    @Override
    public void answer(Answer message) {
        if (message instanceof VoteResponse response) {
            count(response.from(), !response.rejected());
        }
    }

    @Override
    public void persisted() {
        if (raft.isVoteDurable()) {
            count(raft.id(), true);
        }
    }

    private void count(long id, boolean grants) {
        tally.record(id, grants);
        switch (raft.voters().voteResult(tally)) {
            case WON -> raft.becomeLeader();
            case LOST -> raft.becomeFollower(raft.term(), 0);
            case PENDING -> { }
        }
    }
}
