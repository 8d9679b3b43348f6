package kv.raft.model;

import java.util.Arrays;

/// An immutable set of member ids in ascending unsigned order, without duplicates and without 0.
///
/// Ids are unsigned 64-bit numbers, so that a hash taken as an id may be "negative" in Java. The
/// order is the same in every run and on every member: nothing in kv.raft iterates in hash order.
public final class NodeIds {

    private static final NodeIds EMPTY = new NodeIds(new long[0]);

    private final long[] sorted;

    private NodeIds(long[] sorted) {
        this.sorted = sorted;
    }

    /// The set of these ids, given in any order.
    public static NodeIds of(long... ids) {
        NodeIds result = EMPTY;
        for (long id : ids) {
            result = result.with(id);
        }
        return result;
    }

    /// How many ids the set holds.
    public int size() {
        return sorted.length;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    /// The id at a position of the ascending order, from 0.
    public long get(int position) {
        return sorted[position];
    }

    public boolean contains(long id) {
        return search(id) >= 0;
    }

    /// This set and one id more.
    public NodeIds with(long id) {
        if (id == 0) {
            throw new IllegalArgumentException("0 is not a member id");
        }
        int found = search(id);
        if (found >= 0) {
            return this;
        }
        int at = -found - 1;
        long[] grown = new long[sorted.length + 1];
        System.arraycopy(sorted, 0, grown, 0, at);
        grown[at] = id;
        System.arraycopy(sorted, at, grown, at + 1, sorted.length - at);
        return new NodeIds(grown);
    }

    /// This set without one id.
    public NodeIds without(long id) {
        int at = search(id);
        if (at < 0) {
            return this;
        }
        long[] shrunk = new long[sorted.length - 1];
        System.arraycopy(sorted, 0, shrunk, 0, at);
        System.arraycopy(sorted, at + 1, shrunk, at, shrunk.length - at);
        return new NodeIds(shrunk);
    }

    /// Everything in either set.
    public NodeIds union(NodeIds other) {
        NodeIds result = this;
        for (long id : other.sorted) {
            result = result.with(id);
        }
        return result;
    }

    /// A fresh array in ascending unsigned order.
    public long[] toArray() {
        return sorted.clone();
    }

    /// Where the id stands in the ascending order, or a negative number if it is not here.
    public int position(long id) {
        return search(id);
    }

    private int search(long id) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(sorted[middle], id);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeIds ids && Arrays.equals(sorted, ids.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    /// Ids in lowercase hex, as etcd prints them: `(1 2 a3)`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < sorted.length; i++) {
            text.append(i == 0 ? "" : " ").append(Long.toHexString(sorted[i]));
        }
        return text.append(')').toString();
    }
}
