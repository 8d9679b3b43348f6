package kv.raft.core;

/// A queue of byte counts, each known by the last log index that it covers: what is under way and
/// how much that is. Confined to the raft thread.
///
/// A ring of pairs that grows to the largest number ever under way and then allocates nothing.
///
/// ```
///   add(3, 100)  add(5, 20):  120 bytes        releaseTo(4):  20 bytes, of 5
/// ```
final class ByteQueue {

    private static final int FIRST_SIZE = 64;

    private long[] lastIndexes = new long[FIRST_SIZE];
    private long[] sizes = new long[FIRST_SIZE];
    private int head;
    private int count;
    private long totalBytes;

    long totalBytes() {
        return totalBytes;
    }

    /// What ends at this index is under way.
    void add(long lastIndex, long bytes) {
        if (count == sizes.length) {
            grow();
        }
        int at = (head + count) & (sizes.length - 1);
        lastIndexes[at] = lastIndex;
        sizes[at] = bytes;
        count++;
        totalBytes += bytes;
    }

    /// Whatever ends at or before this index is done.
    void releaseTo(long index) {
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
