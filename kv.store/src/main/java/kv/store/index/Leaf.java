package kv.store.index;

import java.util.Arrays;

/// The lowest level: keys in unsigned byte order.
final class Leaf extends IndexNode {

    final KeyEntry[] entries = new KeyEntry[CAPACITY];

    Leaf(long edit) {
        super(edit);
    }

    @Override
    byte[] keyAt(int place) {
        return entries[place].key();
    }

    @Override
    int firstPlace() {
        return 0;
    }

    void insert(int place, KeyEntry entry) {
        System.arraycopy(entries, place, entries, place + 1, size - place);
        entries[place] = entry;
        size++;
        headInserted(place, entry.key());
    }

    void remove(int place) {
        size--;
        System.arraycopy(entries, place + 1, entries, place, size - place);
        entries[size] = null;
        headRemoved(place);
    }

    @Override
    Leaf copy(long newEdit) {
        Leaf copy = new Leaf(newEdit);
        System.arraycopy(entries, 0, copy.entries, 0, size);
        copy.size = size;
        copy.live = live;
        copy.copyHeads(this);
        return copy;
    }

    @Override
    Leaf split(int at) {
        Leaf right = new Leaf(edit);
        right.size = size - at;
        System.arraycopy(entries, at, right.entries, 0, right.size);
        Arrays.fill(entries, at, size, null);
        size = at;
        recount();
        makeHeads();
        right.recount();
        right.makeHeads();
        return right;
    }

    @Override
    void append(IndexNode right, byte[] rightLow) {
        System.arraycopy(((Leaf) right).entries, 0, entries, size, right.size);
        size += right.size;
        live += right.live;
        makeHeads();
    }

    @Override
    int liveBelow(byte[] bound, long revision) {
        int found = search(bound);
        int end = found < 0 ? -found - 1 : found;
        int alive = 0;
        for (int i = 0; i < end; i++) {
            if (Versions.liveAt(entries[i].versions(), revision) >= 0) {
                alive++;
            }
        }
        return alive;
    }

    @Override
    void recount() {
        live = 0;
        for (int i = 0; i < size; i++) {
            live += entries[i].live() ? 1 : 0;
        }
    }
}
