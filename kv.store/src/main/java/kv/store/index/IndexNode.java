package kv.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A node of the tree. Changed only while its edit token is the index's current one, that is
/// until the next publication; from then on it never changes and readers may hold it.
///
/// A search would touch two objects a step, the entry and its key, and wait for memory each time.
/// So a node keeps, side by side, the *head* of every key: the eight bytes that follow the prefix
/// that all keys of the node share. Only keys whose heads are equal are compared in full.
///
/// ```
/// keys   /pods/a/web-1   /pods/a/web-2   /pods/b/db     shared prefix "/pods/", 6 bytes
/// heads  "a/web-1\0"      "a/web-2\0"      "b/db\0\0\0\0"
/// ```
abstract sealed class IndexNode permits Leaf, Branch {

    /// Most children or entries of a node.
    static final int CAPACITY = 64;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = new byte[0];

    final long edit;
    int size;
    private final long[] heads = new long[CAPACITY];
    private byte[] sample = NONE;
    private int shared;
    /// Keys below this node that exist at the newest revision.
    int live;

    IndexNode(long edit) {
        this.edit = edit;
    }

    /// The same node under another token.
    abstract IndexNode copy(long newEdit);

    /// Moves the upper part, from `at` on, into a new right neighbour.
    abstract IndexNode split(int at);

    /// Takes all of the right neighbour in.
    abstract void append(IndexNode right, byte[] rightLow);

    /// Keys below `bound` that exist at `revision`, which is the revision of this tree.
    abstract int liveBelow(byte[] bound, long revision);

    /// Counts again what is alive here.
    abstract void recount();

    boolean full() {
        return size == CAPACITY;
    }

    /// The key at a place.
    abstract byte[] keyAt(int place);

    /// The first place whose key counts.
    abstract int firstPlace();

    /// The place of the key, or `-(place where it belongs) - 1`.
    final int search(byte[] key) {
        int first = firstPlace();
        int prefixed = comparePrefix(key);
        if (prefixed != 0 || size <= first) {
            return prefixed < 0 || size <= first ? -first - 1 : -size - 1;
        }
        long head = head(key, shared);
        int low = lowest(head, first);
        if (low == size || heads[low] != head) {
            return -low - 1;
        }
        int high = low + 1;
        while (high < size && heads[high] == head) {
            high++;
        }
        return searchFully(key, low, high - 1);
    }

    private int searchFully(byte[] key, int from, int to) {
        int low = from;
        int high = to;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(keyAt(middle), key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /// The first place from `first` on whose head is not below `head`.
    private int lowest(long head, int first) {
        int low = first;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (heads[middle] < head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int comparePrefix(byte[] key) {
        return shared == 0 ? 0 : Arrays.compareUnsigned(
                key, 0, Math.min(key.length, shared), sample, 0, shared);
    }

    /// Eight bytes as a number that orders as they do; zeros stand behind a key's end.
    private static long head(byte[] key, int offset) {
        if (key.length - offset >= Long.BYTES) {
            return (long) LONG.get(key, offset) ^ Long.MIN_VALUE;
        }
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = head << Byte.SIZE | (offset + i < key.length ? key[offset + i] & 0xff : 0);
        }
        return head ^ Long.MIN_VALUE;
    }

    /// A key was put at a place, the ones behind it moved up and `size` counts it.
    final void headInserted(int place, byte[] key) {
        if (comparePrefix(key) != 0 || size - firstPlace() <= 2) {
            makeHeads();
            return;
        }
        System.arraycopy(heads, place, heads, place + 1, size - 1 - place);
        heads[place] = head(key, shared);
    }

    /// A key was taken from a place, the ones behind it moved down and `size` no longer counts
    /// it.
    final void headRemoved(int place) {
        System.arraycopy(heads, place + 1, heads, place, size - place);
    }

    final void copyHeads(IndexNode from) {
        System.arraycopy(from.heads, 0, heads, 0, size);
        sample = from.sample;
        shared = from.shared;
    }

    /// Makes all heads anew. The first and the last key share what all share.
    final void makeHeads() {
        int first = firstPlace();
        if (size <= first) {
            shared = 0;
            return;
        }
        sample = keyAt(first);
        int differs = Arrays.mismatch(sample, keyAt(size - 1));
        shared = differs < 0 ? sample.length : differs;
        for (int i = first; i < size; i++) {
            heads[i] = head(keyAt(i), shared);
        }
    }
}
