package kv.server.consensus;

import kv.raft.model.ConfChange;
import kv.raft.model.EntryKind;
import kv.raft.model.Message;
import kv.raft.model.Payload;

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

    /// A member wants the membership changed.
    record ProposeConfChange(EntryKind kind, Payload payload, ConfChange change)
            implements RaftEvent {
    }

    /// The engine holds every entry up to this index for good; the log may be cut.
    record Synced(long index) implements RaftEvent {
    }

    /// A peer says something.
    record Received(Message message) implements RaftEvent {
    }
}
