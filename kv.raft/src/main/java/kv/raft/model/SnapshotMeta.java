package kv.raft.model;

/// Where a snapshot stands in the log: it replaces every entry up to and including `index`.
/// The content of the snapshot is the caller's and never passes through kv.raft.
///
/// @param confState the membership in force at `index`
public record SnapshotMeta(long index, long term, ConfState confState) {

    /// No snapshot.
    public static final SnapshotMeta NONE = new SnapshotMeta(0, 0, ConfState.EMPTY);

    public boolean isNone() {
        return index == 0;
    }

    /// Identity of the last entry that the snapshot replaces.
    public EntryId id() {
        return new EntryId(term, index);
    }
}
