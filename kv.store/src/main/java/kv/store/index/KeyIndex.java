package kv.store.index;

/// The key index as its writer sees it: a tree of all keys with a history, after the manner of a
/// B+-tree, of which every publication is a version that shares what did not change. Confined to
/// kvd-apply; readers hold an [IndexRoot].
///
/// - Each node carries an edit token. [#publish] draws a new one, so a node is copied at most once
///   between two publications, and only if a key came, went, died or came back below it.
/// - Each node counts the living keys below it, so a count over a range reads two paths.
/// - A put on a living key appends to its [KeyEntry] and touches no node.
/// - Keys leave only by [#compactEntry], never by a deletion: a tombstone is a version.
///
/// Worked example, with two entries a node: put b, put d, put f at 2, 3, 4; publish; delete d
/// at 5; publish.
///
/// ```
///   published at 4            published at 5
///   [b | d]  live 3           [b | d]'  live 2       the root is new
///    |    \                    |    \
///   (b)   (d f) live 2        (b)   (d f)' live 1    the right leaf is new, the left is shared
///
///   entries: b (2.0)   d (3.0)(5.0 tombstone)   f (4.0)     one object each, in both trees
/// ```
///
/// A reader at 4 counts 3 and finds d, because it passes over d's tombstone; a reader at 5 counts
/// 2. Compacting at 6 empties d's list, and d leaves the tree.
public final class KeyIndex {

    private static final int MAX_DEPTH = 16;
    private static final int SMALL = IndexNode.CAPACITY / 4;

    private IndexNode root;
    private long edit = 1;
    /// The path to the key that was looked for last.
    private final IndexNode[] path = new IndexNode[MAX_DEPTH];
    private final int[] places = new int[MAX_DEPTH];
    private int depth;

    /// An index without keys.
    public KeyIndex() {
        root = new Leaf(edit);
    }

    /// The tree as it is now; what comes later does not show in it.
    public IndexRoot publish() {
        edit++;
        return new IndexRoot(root);
    }

    /// The tree as it is now, for the writer's own reads before its next change.
    public IndexRoot current() {
        return new IndexRoot(root);
    }

    /// The key's entry, or null.
    public KeyEntry find(byte[] key) {
        int place = descend(key);
        return place < 0 ? null : ((Leaf) path[depth]).entries[place];
    }

    /// Adds a put at the newest revision. One descent.
    public KeyEntry put(byte[] key, long main, long sub) {
        KeyEntry entry = find(key);
        return put(key, entry, main, sub);
    }

    /// Adds a put for what [#find] has just answered for this key, without another descent.
    ///
    /// @param found the key's entry, null when it has none
    public KeyEntry put(byte[] key, KeyEntry found, long main, long sub) {
        KeyEntry entry = found == null ? new KeyEntry(key) : found;
        boolean born = !entry.live();
        entry.append(main, sub, entry.nextVersion(), entry.nextCreate(main));
        if (found == null) {
            insert(entry);
        } else if (born) {
            countLive(1);
        }
        return entry;
    }

    /// Adds a tombstone at the newest revision to a living key.
    public void tombstone(KeyEntry entry, long main, long sub) {
        descend(entry.key());
        entry.append(main, sub, 0, 0);
        countLive(-1);
    }

    /// Takes a version from its row, at start and in the order of revisions. A tombstone whose
    /// key has no other version means nothing.
    ///
    /// @param version 0 for a tombstone
    /// @return the entry, null when the version means nothing
    public KeyEntry restore(byte[] key, long main, long sub, long version, long create) {
        KeyEntry found = find(key);
        if (found == null && version == 0) {
            return null;
        }
        KeyEntry entry = found == null ? new KeyEntry(key) : found;
        boolean lived = entry.live();
        entry.append(main, sub, version, create);
        if (found == null) {
            insert(entry);
        } else if (lived != (version != 0)) {
            countLive(lived ? -1 : 1);
        }
        return entry;
    }

    /// Takes from an entry what a compaction at `revision` makes unreadable; an entry that becomes
    /// empty leaves the tree.
    public void compactEntry(KeyEntry entry, long revision) {
        if (!entry.compactable(revision)) {
            return;
        }
        entry.compact(revision);
        if (entry.count() == 0) {
            remove(entry.key());
        }
    }

    private int descend(byte[] key) {
        IndexNode node = root;
        int level = 0;
        while (node instanceof Branch branch) {
            path[level] = branch;
            places[level] = branch.childOf(key);
            node = branch.children[places[level]];
            level++;
        }
        path[level] = node;
        places[level] = node.search(key);
        depth = level;
        return places[level];
    }

    private void countLive(int change) {
        makePathEditable();
        for (int level = 0; level <= depth; level++) {
            path[level].live += change;
        }
    }

    private void makePathEditable() {
        for (int level = 0; level <= depth; level++) {
            IndexNode node = path[level];
            if (node.edit != edit) {
                path[level] = node.copy(edit);
                replace(level, path[level]);
            }
        }
    }

    private void replace(int level, IndexNode node) {
        if (level == 0) {
            root = node;
        } else {
            ((Branch) path[level - 1]).children[places[level - 1]] = node;
        }
    }

    private void insert(KeyEntry entry) {
        makePathEditable();
        int place = -places[depth] - 1;
        Leaf leaf = (Leaf) path[depth];
        if (leaf.full()) {
            insertSplitting(leaf, place, entry);
            return;
        }
        leaf.insert(place, entry);
        if (entry.live()) {
            for (int level = 0; level <= depth; level++) {
                path[level].live++;
            }
        }
    }

    private void insertSplitting(Leaf full, int place, KeyEntry entry) {
        Leaf leaf = full;
        if (place == full.size) {
            leaf = appendLeaf(entry.key());
            leaf.insert(0, entry);
        } else {
            int at = full.size / 2;
            Leaf right = full.split(at);
            insertBeside(depth, right, right.entries[0].key());
            leaf = place > at ? right : full;
            leaf.insert(place > at ? place - at : place, entry);
        }
        leaf.recount();
        recountAbove(leaf, entry.key());
    }

    /// Keys that come in ascending order fill their leaves: the new key opens the next one.
    private Leaf appendLeaf(byte[] low) {
        Leaf right = new Leaf(edit);
        insertBeside(depth, right, low);
        return right;
    }

    /// Puts a new right neighbour of the path's node at `level` into its parent.
    private void insertBeside(int level, IndexNode right, byte[] low) {
        if (level == 0) {
            Branch top = new Branch(edit);
            top.insert(0, root, low);
            top.insert(1, right, low);
            top.recount();
            root = top;
            return;
        }
        Branch parent = (Branch) path[level - 1];
        int place = places[level - 1] + 1;
        if (parent.full()) {
            int at = place == parent.size ? place - 1 : parent.size / 2;
            byte[] middle = parent.lows[at];
            Branch upper = parent.split(at);
            insertBeside(level - 1, upper, middle);
            if (place > at) {
                parent = upper;
                place -= at;
            }
        }
        parent.insert(place, right, low);
    }

    /// The levels above a leaf after a change of its shape.
    private void recountAbove(Leaf leaf, byte[] key) {
        descend(key);
        assert path[depth] == leaf;
        for (int level = depth - 1; level >= 0; level--) {
            path[level].recount();
        }
    }

    private void remove(byte[] key) {
        int place = descend(key);
        makePathEditable();
        ((Leaf) path[depth]).remove(place);
        for (int level = depth; level > 0; level--) {
            shrink(level);
        }
        while (root instanceof Branch branch && branch.size == 1) {
            root = branch.children[0];
        }
    }

    /// Removes an empty node from its parent, or joins a small one with a neighbour that has room.
    private void shrink(int level) {
        Branch parent = (Branch) path[level - 1];
        int place = places[level - 1];
        IndexNode node = path[level];
        if (node.size == 0 && parent.size > 1) {
            parent.remove(place);
        } else if (node.size < SMALL && parent.size > 1) {
            join(parent, place == 0 ? 0 : place - 1);
        }
    }

    private void join(Branch parent, int left) {
        IndexNode first = parent.children[left];
        IndexNode second = parent.children[left + 1];
        if (first.size + second.size > IndexNode.CAPACITY / 2) {
            return;
        }
        IndexNode joined = first.edit == edit ? first : first.copy(edit);
        joined.append(second, parent.lows[left + 1]);
        parent.children[left] = joined;
        parent.remove(left + 1);
    }
}
