package kv.raft.tracker;

import java.util.Arrays;

/// The window of append messages under way to one member, each known by its last index.
///
/// - Indexes grow from the oldest to the newest.
/// - There are never more than `capacity` messages, nor is one added once `maxBytes` are under
///   way: the last one may go beyond, or one that is larger than the window could never go.
/// - The ring begins small and doubles, since most windows stay nearly empty.
///
/// ```
///   add 3, add 5, add 9:   3 5 9        an acknowledgement up to 6 frees two:   9
/// ```
public final class Inflights {

    private static final int FIRST_SIZE = 8;

    private final int capacity;
    private final long maxBytes;
    private long[] ring = new long[0];
    private long[] sizes = new long[0];
    private int start;
    private int count;
    private long bytes;

    /// An empty window.
    public Inflights(int capacity, long maxBytes) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
    }

    /// A message of this size that ends with this index was sent.
    public void add(long lastIndex, long size) {
        if (isFull()) {
            throw new IllegalStateException("window of " + capacity + " is full");
        }
        if (count == ring.length) {
            grow();
        }
        int at = (start + count) % ring.length;
        ring[at] = lastIndex;
        sizes[at] = size;
        count++;
        bytes += size;
    }

    /// Everything up to this index was acknowledged.
    public void freeTo(long index) {
        while (count > 0 && ring[start] <= index) {
            bytes -= sizes[start];
            start = (start + 1) % ring.length;
            count--;
        }
    }

    public boolean isFull() {
        return count == capacity || bytes >= maxBytes;
    }

    public int count() {
        return count;
    }

    /// Nothing is under way any more.
    public void clear() {
        start = 0;
        count = 0;
        bytes = 0;
    }

    private void grow() {
        int size = Math.min(capacity, Math.max(FIRST_SIZE, ring.length * 2));
        ring = unrolled(ring, size);
        sizes = unrolled(sizes, size);
        start = 0;
    }

    private long[] unrolled(long[] from, int size) {
        long[] grown = new long[size];
        int tail = Math.min(count, from.length - start);
        System.arraycopy(from, start, grown, 0, tail);
        System.arraycopy(from, 0, grown, tail, count - tail);
        return grown;
    }

    @Override
    public String toString() {
        long[] window = new long[count];
        for (int i = 0; i < count; i++) {
            window[i] = ring[(start + i) % ring.length];
        }
        return Arrays.toString(window);
    }
}
