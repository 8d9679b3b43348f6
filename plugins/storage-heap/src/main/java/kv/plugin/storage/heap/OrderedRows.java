package kv.plugin.storage.heap;

import java.util.Arrays;
import java.util.zip.CRC32C;
import kv.api.spi.storage.StorageReads.RowVisitor;

/// The rows of one table in unsigned byte order, as a persistent treap. Immutable: a change copies
/// the path to the row, about twice the logarithm of the size, and shares the rest.
///
/// A treap is a search tree by key that is at the same time a heap by rank (Seidel and Aragon,
/// 1996). The rank is a hash of the key, so the same rows give the same shape on every member and
/// in every run, and ascending keys do not degenerate it:
///
/// ```
///          k3 rank 9
///         /         \
///     k1 rank 7    k5 rank 4
///         \
///        k2 rank 1
/// ```
///
/// Cutting at a key and joining two neighbours are both a walk along one edge, which makes a range
/// removal as cheap as that of one row.
final class OrderedRows {

    static final OrderedRows EMPTY = new OrderedRows(null);

    private final Node root;

    private OrderedRows(Node root) {
        this.root = root;
    }

    byte[] get(byte[] key) {
        Node node = root;
        while (node != null) {
            int order = Arrays.compareUnsigned(key, node.key);
            if (order == 0) {
                return node.value.clone();
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    void scan(byte[] from, byte[] to, RowVisitor visitor) {
        scan(root, from, to, visitor);
    }

    OrderedRows with(byte[] key, byte[] value) {
        return new OrderedRows(put(root, key, value, rank(key)));
    }

    OrderedRows without(byte[] key) {
        Node next = remove(root, key);
        return next == root ? this : new OrderedRows(next);
    }

    OrderedRows withoutRange(byte[] from, byte[] to) {
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return this;
        }
        return new OrderedRows(join(below(root, from), notBelow(root, to)));
    }

    long sizeBytes() {
        return sizeBytes(root);
    }

    private static boolean scan(Node node, byte[] from, byte[] to, RowVisitor visitor) {
        if (node == null) {
            return true;
        }
        boolean notBefore = Arrays.compareUnsigned(node.key, from) >= 0;
        boolean notAfter = to == null || Arrays.compareUnsigned(node.key, to) < 0;
        if (notBefore && !scan(node.left, from, to, visitor)) {
            return false;
        }
        if (notBefore && notAfter && !visitor.row(node.key.clone(), node.value.clone())) {
            return false;
        }
        return !notAfter || scan(node.right, from, to, visitor);
    }

    private static Node put(Node node, byte[] key, byte[] value, int rank) {
        // A row of this key has this rank, so it cannot stand below a smaller one.
        if (node == null || rank > node.rank) {
            return new Node(key, value, rank, below(node, key), notBelow(node, key));
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return new Node(key, value, rank, node.left, node.right);
        }
        return order < 0
                ? node.withLeft(put(node.left, key, value, rank))
                : node.withRight(put(node.right, key, value, rank));
    }

    private static Node remove(Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return join(node.left, node.right);
        }
        if (order < 0) {
            Node left = remove(node.left, key);
            return left == node.left ? node : node.withLeft(left);
        }
        Node right = remove(node.right, key);
        return right == node.right ? node : node.withRight(right);
    }

    /// The rows before `key`.
    private static Node below(Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        return Arrays.compareUnsigned(node.key, key) < 0
                ? node.withRight(below(node.right, key))
                : below(node.left, key);
    }

    /// The rows from `key` on.
    private static Node notBelow(Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        return Arrays.compareUnsigned(node.key, key) < 0
                ? notBelow(node.right, key)
                : node.withLeft(notBelow(node.left, key));
    }

    /// Both trees as one; every key of `low` is before every key of `high`.
    private static Node join(Node low, Node high) {
        if (low == null) {
            return high;
        }
        if (high == null) {
            return low;
        }
        return low.rank >= high.rank
                ? low.withRight(join(low.right, high))
                : high.withLeft(join(low, high.left));
    }

    private static int rank(byte[] key) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        // A checksum is linear in its bits; the odd factor (2^32 / golden ratio) is not, here.
        int mixed = (int) crc.getValue() * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    private static long sizeBytes(Node node) {
        return node == null ? 0 : node.sizeBytes;
    }

    /// A row and what hangs below it. `sizeBytes` sums keys and values of the subtree.
    private static final class Node {

        final byte[] key;
        final byte[] value;
        final int rank;
        final Node left;
        final Node right;
        final long sizeBytes;

        Node(byte[] key, byte[] value, int rank, Node left, Node right) {
            this.key = key;
            this.value = value;
            this.rank = rank;
            this.left = left;
            this.right = right;
            this.sizeBytes = key.length + (long) value.length
                    + OrderedRows.sizeBytes(left) + OrderedRows.sizeBytes(right);
        }

        Node withLeft(Node other) {
            return new Node(key, value, rank, other, right);
        }

        Node withRight(Node other) {
            return new Node(key, value, rank, left, other);
        }
    }
}
