package kv.raft.tracker;

import java.util.Arrays;

/// The window of append messages under way to one member, each known by its last index.
///
/// - Indexes grow from the oldest to the newest.
/// - There are never more than `capacity`. The ring begins small and doubles, since most windows
///   stay nearly empty.
///
/// ```
///   add 3, add 5, add 9:   3 5 9        an acknowledgement up to 6 frees two:   9
/// ```
public final class Inflights {

    private static final int FIRST_SIZE = 8;

    private final int capacity;
    private long[] ring = new long[0];
    private int start;
    private int count;

    /// An empty window.
    public Inflights(int capacity) {
        this.capacity = capacity;
    }

    /// A message that ends with this index was sent.
    public void add(long lastIndex) {
        if (isFull()) {
            throw new IllegalStateException("window of " + capacity + " is full");
        }
        if (count == ring.length) {
            grow();
        }
        ring[(start + count) % ring.length] = lastIndex;
        count++;
    }

    /// Everything up to this index was acknowledged.
    public void freeTo(long index) {
        while (count > 0 && ring[start] <= index) {
            start = (start + 1) % ring.length;
            count--;
        }
    }

    public boolean isFull() {
        return count == capacity;
    }

    public int count() {
        return count;
    }

    /// Nothing is under way any more.
    public void clear() {
        start = 0;
        count = 0;
    }

    private void grow() {
        int size = Math.min(capacity, Math.max(FIRST_SIZE, ring.length * 2));
        long[] grown = new long[size];
        int tail = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, grown, 0, tail);
        System.arraycopy(ring, 0, grown, tail, count - tail);
        ring = grown;
        start = 0;
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
