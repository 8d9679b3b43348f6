package kv.raft.core;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.Context;
import kv.raft.model.EntryId;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Message.Propose;
import kv.raft.model.Message.ReadIndex;
import kv.raft.model.Message.ReadIndexResponse;
import kv.raft.model.Outcome;
import kv.raft.model.Outcome.Dropped;
import kv.raft.model.Outcome.Forwarded;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.raft.model.ReadState;
import kv.raft.model.SnapshotMeta;
import kv.raft.model.SoftState.RoleKind;

/// A follower takes the leader's log for its own and campaigns when it hears none (Raft §5.2,
/// §5.3). Confined to the raft thread.
final class Follower implements Role {

    private final Raft raft;

    Follower(Raft raft) {
        this.raft = raft;
    }

    @Override
    public RoleKind kind() {
        return RoleKind.FOLLOWER;
    }

    @Override
    public void tick() {
        raft.elector().campaignOnTimeout();
    }

    @Override
    public void append(Append message) {
        raft.hearLeader(message.from());
        RaftLog log = raft.log();
        long prevIndex = message.prev().index();
        if (prevIndex < log.commit()) {
            acknowledge(message.from(), log.commit());
        } else if (log.matches(message.prev())) {
            raft.merge(message.entries());
            log.commitTo(Math.min(message.commit(), message.lastIndex()));
            acknowledge(message.from(), message.lastIndex());
        } else {
            EntryId hint = log.newestUpTo(prevIndex, message.prev().term());
            raft.outbox().sendAfterPersist(AppendResponse.reject(
                    message.from(), raft.id(), raft.term(), prevIndex, hint));
        }
    }

    @Override
    public void heartbeat(Heartbeat message) {
        raft.hearLeader(message.from());
        raft.log().commitTo(message.commit());
        raft.sendOnceTermIsDurable(new HeartbeatResponse(
                message.from(), raft.id(), raft.term(), message.context()));
    }

    /// A snapshot may be older than the change that adds this member; what follows it will tell.
    @Override
    public void installSnapshot(InstallSnapshot message) {
        raft.hearLeader(message.from());
        SnapshotMeta meta = message.snapshot();
        RaftLog log = raft.log();
        if (meta.index() <= log.commit()) {
            acknowledge(message.from(), log.commit());
        } else if (log.matches(meta.id())) {
            // The log already leads there; a snapshot would only throw the tail away.
            log.commitTo(meta.index());
            acknowledge(message.from(), log.commit());
        } else {
            raft.restore(meta);
            acknowledge(message.from(), log.lastIndex());
        }
    }

    @Override
    public void answer(Answer message) {
        if (message instanceof ReadIndexResponse response && response.context().isLong()) {
            raft.outbox().answer(new ReadState(response.index(), response.context().toLong()));
        }
    }

    @Override
    public void timeoutNow() {
        raft.elector().campaignForTransfer();
    }

    @Override
    public Outcome propose(List<Proposal> proposals, long from) {
        long lead = raft.lead();
        if (lead == 0 || lead == from) {
            return new Dropped(Outcome.Reason.NO_LEADER);
        }
        raft.outbox().send(new Propose(lead, from, proposals));
        return new Forwarded(lead);
    }

    @Override
    public Outcome proposeCommands(List<? extends Payload> payloads) {
        List<Proposal> proposals = new ArrayList<>(payloads.size());
        for (Payload payload : payloads) {
            proposals.add(Proposal.normal(payload));
        }
        return propose(proposals, raft.id());
    }

    @Override
    public boolean readIndex(long from, Context context) {
        long lead = raft.lead();
        if (lead == 0 || lead == from) {
            return false;
        }
        raft.outbox().send(new ReadIndex(lead, from, context));
        return true;
    }

    private void acknowledge(long to, long index) {
        raft.outbox().sendAfterPersist(AppendResponse.accept(to, raft.id(), raft.term(), index));
    }
}
