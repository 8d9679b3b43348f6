package kv.store.bolt;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import kv.api.spi.storage.StorageReads.RowVisitor;

/// A bucket: rows in key order, and buckets within. One thread at a time, as its [BoltFile].
public final class BoltBucket {

    private static final int MAX_DEPTH = 64;

    private final BoltFile file;
    private final long root;
    private final Page inline;

    private BoltBucket(BoltFile file, long root, Page inline) {
        this.file = file;
        this.root = root;
        this.inline = inline;
    }

    static BoltBucket ofRoot(BoltFile file, long root) {
        return new BoltBucket(file, root, null);
    }

    /// A bucket that is the value of a leaf's element.
    static BoltBucket of(BoltFile file, Page leaf, int i, byte[] key) {
        byte[] value = leaf.value(i);
        if (value.length < PageLayout.BUCKET_HEADER) {
            throw leaf.damage(i, key, "a bucket of " + value.length + " bytes");
        }
        long root = LittleEndian.from(value, 0).getLong(0);
        if (root != 0) {
            return new BoltBucket(file, root, null);
        }
        if (value.length < PageLayout.BUCKET_HEADER + PageLayout.HEADER) {
            throw leaf.damage(i, key, "an inline bucket of " + value.length + " bytes");
        }
        Page inline = file.inline(value, leaf.valueOffset(i));
        if (!inline.leaf()) {
            throw leaf.damage(i, key, "an inline bucket that is no leaf");
        }
        return new BoltBucket(file, 0, inline);
    }

    /// Visits the rows in ascending order; buckets within are passed over.
    ///
    /// @param visitor may throw [UncheckedIOException] or [IllegalArgumentException] for a row
    ///        that it cannot read
    /// @throws BoltDamage when something is wrong on the way, such a row included
    public void forEach(RowVisitor visitor) {
        walk(new BitSet(), (leaf, i, key) -> leaf.bucket(i) || visit(visitor, leaf, i, key));
    }

    private static boolean visit(RowVisitor visitor, Page leaf, int i, byte[] key) {
        try {
            return visitor.row(key, leaf.value(i));
        } catch (UncheckedIOException | IllegalArgumentException unreadable) {
            throw leaf.damage(i, key, unreadable.getMessage());
        }
    }

    /// The row of that key. Walks up to it; for buckets with few rows.
    public Optional<byte[]> get(byte[] key) {
        List<byte[]> found = new ArrayList<>();
        walk(new BitSet(), (leaf, i, at) -> {
            int order = Arrays.compareUnsigned(at, key);
            if (order == 0 && !leaf.bucket(i)) {
                found.add(leaf.value(i));
            }
            return order < 0;
        });
        return found.stream().findFirst();
    }

    /// Names of the buckets within, ascending.
    public List<byte[]> names() {
        List<byte[]> names = new ArrayList<>();
        walk(new BitSet(), (leaf, i, key) -> {
            if (leaf.bucket(i)) {
                names.add(key);
            }
            return true;
        });
        return names;
    }

    /// The bucket of that name within this one.
    public Optional<BoltBucket> bucket(byte[] name) {
        List<BoltBucket> found = new ArrayList<>();
        walk(new BitSet(), (leaf, i, key) -> {
            int order = Arrays.compareUnsigned(key, name);
            if (order == 0 && leaf.bucket(i)) {
                found.add(of(file, leaf, i, key));
            }
            return order < 0;
        });
        return found.stream().findFirst();
    }

    /// Walks through everything, buckets within included, and notes the pages.
    ///
    /// @param depth buckets around this one
    void check(BitSet seen, int depth) {
        List<BoltBucket> within = new ArrayList<>();
        walk(seen, (leaf, i, key) -> {
            if (!leaf.bucket(i)) {
                leaf.value(i);
            } else if (inline != null || depth > MAX_DEPTH) {
                throw leaf.damage(i, key, "a bucket where none may be");
            } else {
                within.add(of(file, leaf, i, key));
            }
            return true;
        });
        within.forEach(bucket -> bucket.check(seen, depth + 1));
    }

    private void walk(BitSet seen, TreeWalk.Visitor visitor) {
        TreeWalk walk = new TreeWalk(file, seen, visitor);
        if (inline == null) {
            walk.walk(root);
        } else {
            walk.elements(inline, new TreeWalk.Bounds(null, null));
        }
    }
}
