package kv.raft.core;

import java.util.List;
import java.util.function.Consumer;
import kv.raft.model.Context;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Outcome;
import kv.raft.model.Outcome.Dropped;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.tracker.Progress;

/// What a member does in one of its four roles. The rules of terms come first ([Raft#step]): a
/// role sees only messages of its own term, and only those that some member of that term may send.
sealed interface Role permits Follower, Campaigner, Leader {

    RoleKind kind();

    /// One unit of time has passed; the election timer has counted it.
    void tick();

    /// A leader of this term sends entries.
    void append(Append message);

    /// A leader of this term lives.
    void heartbeat(Heartbeat message);

    /// A leader of this term sends a snapshot.
    void installSnapshot(InstallSnapshot message);

    /// An answer to something that this role may have asked.
    default void answer(Answer message) {
    }

    /// The leader asks this member to campaign.
    default void timeoutNow() {
    }

    /// Take proposals, made here (`from` is this member) or forwarded by another.
    default Outcome propose(List<Proposal> proposals, long from) {
        return new Dropped(Outcome.Reason.NO_LEADER);
    }

    /// Take commands from this member's own callers.
    default Outcome proposeCommands(List<? extends Payload> payloads) {
        return new Dropped(Outcome.Reason.NO_LEADER);
    }

    /// Take a read-index question, asked here or forwarded. Returns whether it is under way.
    default boolean readIndex(long from, Context context) {
        return false;
    }

    /// More of what was handed out is durable.
    default void persisted() {
    }

    /// More is applied.
    default void applied() {
    }

    /// The membership is another.
    default void membershipChanged() {
    }

    /// Entries that the storage had to load are there.
    default void entriesLoaded() {
    }

    /// Hand leadership over. Returns whether that is under way.
    default boolean transferLeadership(long to) {
        return false;
    }

    /// A message to this member was lost.
    default void reportUnreachable(long peer) {
    }

    /// The snapshot under way to this member arrived, or failed.
    default void reportSnapshot(long peer, boolean arrived) {
    }

    /// The progress of each member, as far as this role knows any.
    default void forEachProgress(Consumer<Progress> action) {
    }
}
