package kv.store.index;

import java.util.Arrays;

/// An inner level: children, and the lowest key that each may hold.
final class Branch extends IndexNode {

    final IndexNode[] children = new IndexNode[CAPACITY];
    /// `lows[i]` bounds child i from below; that of the first child is never looked at.
    final byte[][] lows = new byte[CAPACITY][];

    Branch(long edit) {
        super(edit);
    }

    /// The child in whose bounds the key lies.
    int childOf(byte[] key) {
        int place = search(key);
        return place < 0 ? -place - 2 : place;
    }

    @Override
    byte[] keyAt(int place) {
        return lows[place];
    }

    @Override
    int firstPlace() {
        return 1;
    }

    void insert(int place, IndexNode child, byte[] low) {
        System.arraycopy(children, place, children, place + 1, size - place);
        System.arraycopy(lows, place, lows, place + 1, size - place);
        children[place] = child;
        lows[place] = low;
        size++;
        makeHeads();
    }

    void remove(int place) {
        size--;
        System.arraycopy(children, place + 1, children, place, size - place);
        System.arraycopy(lows, place + 1, lows, place, size - place);
        children[size] = null;
        lows[size] = null;
        makeHeads();
    }

    @Override
    Branch copy(long newEdit) {
        Branch copy = new Branch(newEdit);
        System.arraycopy(children, 0, copy.children, 0, size);
        System.arraycopy(lows, 0, copy.lows, 0, size);
        copy.size = size;
        copy.live = live;
        copy.copyHeads(this);
        return copy;
    }

    @Override
    Branch split(int at) {
        Branch right = new Branch(edit);
        right.size = size - at;
        System.arraycopy(children, at, right.children, 0, right.size);
        System.arraycopy(lows, at, right.lows, 0, right.size);
        Arrays.fill(children, at, size, null);
        Arrays.fill(lows, at, size, null);
        size = at;
        recount();
        makeHeads();
        right.recount();
        right.makeHeads();
        return right;
    }

    @Override
    void append(IndexNode right, byte[] rightLow) {
        Branch from = (Branch) right;
        System.arraycopy(from.children, 0, children, size, from.size);
        System.arraycopy(from.lows, 0, lows, size, from.size);
        lows[size] = rightLow;
        size += from.size;
        live += from.live;
        makeHeads();
    }

    @Override
    int liveBelow(byte[] bound, long revision) {
        int last = childOf(bound);
        int alive = children[last].liveBelow(bound, revision);
        for (int i = 0; i < last; i++) {
            alive += children[i].live;
        }
        return alive;
    }

    @Override
    void recount() {
        live = 0;
        for (int i = 0; i < size; i++) {
            live += children[i].live;
        }
    }
}
