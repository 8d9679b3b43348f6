package kv.raft.core;

import kv.raft.model.Message.Append;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.InstallSnapshot;

/// What both stages of a campaign have in common: a member that stands for election gives way to
/// whoever shows to lead its term (Raft §5.2), and tries again when nobody does.
sealed interface Campaigner extends Role permits PreCandidate, Candidate {

    /// The member that campaigns.
    Raft raft();

    @Override
    default void tick() {
        raft().elector().campaignOnTimeout();
    }

    @Override
    default void append(Append message) {
        follow(message.from()).append(message);
    }

    @Override
    default void heartbeat(Heartbeat message) {
        follow(message.from()).heartbeat(message);
    }

    @Override
    default void installSnapshot(InstallSnapshot message) {
        follow(message.from()).installSnapshot(message);
    }

    private Role follow(long leader) {
        return raft().becomeFollower(raft().term(), leader);
    }
}
