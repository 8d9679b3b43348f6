package kv.store.index;

import java.util.Arrays;

/// Walks entries in ascending key order, those of keys without a life at the reader's revision
/// included. One thread; valid as long as its tree.
public final class IndexCursor {

    private static final int MAX_DEPTH = 16;

    private final Branch[] branches = new Branch[MAX_DEPTH];
    private final int[] places = new int[MAX_DEPTH];
    private final byte[] to;
    private int depth;
    private Leaf leaf;
    private int place;

    IndexCursor(IndexNode root, byte[] from, byte[] to) {
        this.to = to;
        IndexNode node = root;
        while (node instanceof Branch branch) {
            int child = branch.childOf(from);
            push(branch, child);
            node = branch.children[child];
        }
        leaf = (Leaf) node;
        int found = leaf.search(from);
        place = found < 0 ? -found - 1 : found;
    }

    /// The next entry, or null at the end.
    public KeyEntry next() {
        while (place == leaf.size) {
            if (!nextLeaf()) {
                return null;
            }
        }
        KeyEntry entry = leaf.entries[place];
        if (to != null && Arrays.compareUnsigned(entry.key(), to) >= 0) {
            return null;
        }
        place++;
        return entry;
    }

    private boolean nextLeaf() {
        while (depth > 0 && places[depth - 1] == branches[depth - 1].size - 1) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        IndexNode node = branches[depth - 1].children[++places[depth - 1]];
        while (node instanceof Branch branch) {
            push(branch, 0);
            node = branch.children[0];
        }
        leaf = (Leaf) node;
        place = 0;
        return true;
    }

    private void push(Branch branch, int child) {
        branches[depth] = branch;
        places[depth] = child;
        depth++;
    }
}
