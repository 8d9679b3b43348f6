package kv.raft.core;

/// How many payload bytes a leader has appended that are not committed yet, so that it can refuse
/// more. Confined to the raft thread.
///
/// A ring of pairs, one for each batch of proposals: its last index and its bytes. It grows to the
/// largest number of batches ever under way, and then allocates nothing.
final class Uncommitted {

    private static final int FIRST_SIZE = 64;

    private final long limitBytes;
    private long[] lastIndexes = new long[FIRST_SIZE];
    private long[] sizes = new long[FIRST_SIZE];
    private int head;
    private int count;
    private long totalBytes;

    Uncommitted(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// Whether so much more may be appended. What is empty always may, and the first thing whatever
    /// its size: a limit below the size of one proposal would stop everything.
    boolean hasRoomFor(long bytes) {
        return totalBytes == 0 || bytes == 0 || bytes <= limitBytes - totalBytes;
    }

    /// A batch that ends at this index was appended.
    void add(long lastIndex, long bytes) {
        if (bytes == 0) {
            return;
        }
        if (count == sizes.length) {
            grow();
        }
        int at = (head + count) & (sizes.length - 1);
        lastIndexes[at] = lastIndex;
        sizes[at] = bytes;
        count++;
        totalBytes += bytes;
    }

    /// Everything up to this index is committed.
    void committedTo(long index) {
        while (count > 0 && lastIndexes[head] <= index) {
            totalBytes -= sizes[head];
            head = (head + 1) & (sizes.length - 1);
            count--;
        }
    }

    private void grow() {
        lastIndexes = doubled(lastIndexes);
        sizes = doubled(sizes);
        head = 0;
    }

    private long[] doubled(long[] ring) {
        long[] grown = new long[ring.length * 2];
        System.arraycopy(ring, head, grown, 0, ring.length - head);
        System.arraycopy(ring, 0, grown, ring.length - head, head);
        return grown;
    }
}
