package kv.raft.core;

/// How many payload bytes a leader has appended that are not committed yet, so that it can refuse
/// more. Confined to the raft thread.
final class Uncommitted {

    private final long limitBytes;
    private final ByteQueue batches = new ByteQueue();

    Uncommitted(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// Whether so much more may be appended. What is empty always may, and the first thing whatever
    /// its size: a limit below the size of one proposal would stop everything.
    boolean hasRoomFor(long bytes) {
        long total = batches.totalBytes();
        return total == 0 || bytes == 0 || bytes <= limitBytes - total;
    }

    /// A batch that ends at this index was appended.
    void add(long lastIndex, long bytes) {
        if (bytes > 0) {
            batches.add(lastIndex, bytes);
        }
    }

    /// Everything up to this index is committed.
    void committedTo(long index) {
        batches.releaseTo(index);
    }
}
