package kv.raft.model;

/// The identity of a log entry. Two logs that hold the same id hold the same entry, and agree on
/// everything before it (Raft §5.3, Log Matching).
public record EntryId(long term, long index) {

    /// The place before the first entry of an empty log.
    public static final EntryId ZERO = new EntryId(0, 0);
}
