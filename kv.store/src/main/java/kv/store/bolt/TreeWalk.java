package kv.store.bolt;

import java.util.Arrays;
import java.util.BitSet;

/// One walk through a tree, in key order. Ends on any content: no page is visited twice, and
/// depth has a limit.
///
/// It checks what bbolt's own check does: keys ascend strictly, also from page to page, and lie
/// between the keys of the branch that leads to them.
final class TreeWalk {

    private static final int MAX_DEPTH = 64;

    private final BoltFile file;
    private final BitSet seen;
    private final Visitor visitor;
    private byte[] last;

    /// Receives the elements of leaves.
    interface Visitor {

        /// @return false to end the walk
        boolean element(Page leaf, int i, byte[] key);
    }

    /// @param seen pages that another walk has seen, which must not come again; grows
    TreeWalk(BoltFile file, BitSet seen, Visitor visitor) {
        this.file = file;
        this.seen = seen;
        this.visitor = visitor;
    }

    void walk(long root) {
        walk(root, new Bounds(null, null), 0);
    }

    /// Elements of a page that is not in a slot of its own.
    boolean elements(Page leaf, Bounds bounds) {
        for (int i = 0; i < leaf.count(); i++) {
            byte[] key = leaf.key(i);
            if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
                throw leaf.damage(i, key, "a key that is not above the one before it");
            }
            bounds.check(leaf, i, key);
            last = key;
            if (!visitor.element(leaf, i, key)) {
                return false;
            }
        }
        return true;
    }

    private boolean walk(long id, Bounds bounds, int depth) {
        if (depth > MAX_DEPTH) {
            throw file.damage(id, "a tree deeper than " + MAX_DEPTH + " pages");
        }
        Page page = file.page(id, seen);
        return page.leaf() ? elements(page, bounds) : branches(page, bounds, depth);
    }

    private boolean branches(Page page, Bounds bounds, int depth) {
        byte[] key = page.key(0);
        for (int i = 0; i < page.count(); i++) {
            byte[] next = i + 1 < page.count() ? page.key(i + 1) : bounds.end;
            bounds.check(page, i, key);
            if (next != null && Arrays.compareUnsigned(key, next) >= 0) {
                throw page.damage(i, key, "a key that is not below the next one");
            }
            if (!walk(page.child(i), new Bounds(key, next), depth + 1)) {
                return false;
            }
            key = next;
        }
        return true;
    }

    /// Where keys must lie: `from <= key < end`; null is open.
    record Bounds(byte[] from, byte[] end) {

        private void check(Page page, int i, byte[] key) {
            if (from != null && Arrays.compareUnsigned(key, from) < 0
                    || end != null && Arrays.compareUnsigned(key, end) >= 0) {
                throw page.damage(i, key, "a key that the branch above does not lead to");
            }
        }
    }
}
