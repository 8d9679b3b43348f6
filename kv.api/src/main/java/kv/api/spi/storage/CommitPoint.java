package kv.api.spi.storage;

/// Which commit an engine holds.
///
/// @param sequence number of the batch ([WriteBatch#sequence()]); 0 when nothing was committed
/// @param consistentIndex raft index up to which the commit's content reaches; 0 when none
public record CommitPoint(long sequence, long consistentIndex) {

    /// The point of an empty engine.
    public static final CommitPoint NONE = new CommitPoint(0, 0);
}
