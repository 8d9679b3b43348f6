package kv.raft.model;

import java.util.Objects;

/// One entry of the replicated log. Immutable; shared between log, messages and apply.
public record Entry(long term, long index, EntryKind kind, Payload payload) {

    /// What an entry costs beside its payload, in bytes: term, index, kind and framing on the wire.
    private static final int OVERHEAD_BYTES = 24;

    public Entry {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(payload);
    }

    /// Identity of this entry.
    public EntryId id() {
        return new EntryId(term, index);
    }

    /// What this entry counts for against every byte limit, its fixed overhead included.
    public int sizeBytes() {
        return OVERHEAD_BYTES + payload.sizeBytes();
    }
}
