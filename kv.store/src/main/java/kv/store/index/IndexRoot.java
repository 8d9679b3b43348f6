package kv.store.index;

import java.util.Optional;

/// The tree as of one publication. Immutable but for the versions that its entries gain, which a
/// reader passes over by asking for a revision of its own time. Any thread.
public final class IndexRoot {

    private final IndexNode root;

    IndexRoot(IndexNode root) {
        this.root = root;
    }

    /// The key's entry, if the key has a history.
    public Optional<KeyEntry> find(byte[] key) {
        return Optional.ofNullable(entry(key));
    }

    /// The key's entry, or null.
    public KeyEntry entry(byte[] key) {
        IndexNode node = root;
        while (node instanceof Branch branch) {
            node = branch.children[branch.childOf(key)];
        }
        Leaf leaf = (Leaf) node;
        int place = leaf.search(key);
        return place < 0 ? null : leaf.entries[place];
    }

    /// How many keys in `from <= key < to` exist at `revision`, which must be the revision that
    /// this tree was published with. Reads one path for each bound.
    ///
    /// @param to null for no upper bound
    public int count(byte[] from, byte[] to, long revision) {
        int upper = to == null ? root.live : root.liveBelow(to, revision);
        return Math.max(0, upper - root.liveBelow(from, revision));
    }

    /// Walks the keys in `from <= key < to`.
    ///
    /// @param to null for no upper bound
    public IndexCursor cursor(byte[] from, byte[] to) {
        return new IndexCursor(root, from, to);
    }

    /// How many keys exist at the revision of this tree.
    public int liveKeys() {
        return root.live;
    }
}
