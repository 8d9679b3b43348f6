package kv.server.consensus;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kv.raft.Status;
import kv.raft.model.ConfChange;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.Message;
import kv.raft.model.SnapshotMeta;
import kv.server.command.Proposal;

/// What other loops tell kvd-raft, in order.
public sealed interface RaftEvent {

    /// Every write up to this sequence is durable.
    record Persisted(long sequence) implements RaftEvent {
    }

    /// Every entry up to this index is applied.
    record Applied(long index) implements RaftEvent {
    }

    /// The membership layer accepted a committed change; it takes effect before the
    /// [Applied] that covers it.
    record ConfChanged(ConfChange change) implements RaftEvent {
    }

    /// A member wants the membership changed; who waits is in the registry.
    record ProposeConfChange(Proposal proposal, EntryKind kind, ConfChange change)
            implements RaftEvent {
    }

    /// The engine holds every entry up to this place for good; the log may be cut.
    ///
    /// @param at with the membership that was in force there
    record Synced(SnapshotMeta at) implements RaftEvent {
    }

    /// The state machine holds this snapshot.
    record Installed(SnapshotMeta snapshot) implements RaftEvent {
    }

    /// Entries that were read back from the segments, from the first one wanted on; empty if they
    /// are gone.
    record Loaded(List<Entry> entries) implements RaftEvent {
    }

    /// A peer says something.
    ///
    /// @param taken called when the node has heard it
    record Received(Message message, Runnable taken) implements RaftEvent {
    }

    /// A message to a peer was lost for certain.
    record Unreachable(long peer) implements RaftEvent {
    }

    /// The snapshot under way to a peer has arrived, or has failed.
    record SnapshotSent(long peer, boolean arrived) implements RaftEvent {
    }

    /// Time that is counted as passed, for a member that has found its peers.
    record AdvanceTicks(int ticks) implements RaftEvent {
    }

    /// Somebody wants another member to lead.
    ///
    /// @param target the member
    /// @param deadlineNs when it is given up, on the clock's scale
    /// @param loop where `outcome` is called
    /// @param outcome whether the member leads now
    record MoveLeader(long target, long deadlineNs, Executor loop, Consumer<Boolean> outcome)
            implements RaftEvent {
    }

    /// Somebody wants to know how far the members are.
    ///
    /// @param answer called on kvd-raft
    record Inspect(Consumer<Status> answer) implements RaftEvent {
    }
}
