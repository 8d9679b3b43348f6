package kv.store.index;

/// A node of the tree. Changed only while its edit token is the index's current one, that is
/// until the next publication; from then on it never changes and readers may hold it.
abstract sealed class IndexNode permits Leaf, Branch {

    /// Most children or entries of a node.
    static final int CAPACITY = 64;

    final long edit;
    int size;
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
}
