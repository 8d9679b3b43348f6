package kv.store.bolt;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;

/// A tree page as it was read. Every access is checked against the page's end, so that no content
/// leads outside.
final class Page {

    private final Path file;
    private final long offset;
    private final ByteBuffer bytes;
    private final boolean leaf;
    private final int count;

    /// @param offset of the page in the file, for messages
    /// @param bytes all of it, little endian
    Page(Path file, long offset, ByteBuffer bytes) {
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
        int flags = Short.toUnsignedInt(bytes.getShort(8));
        if (flags != PageLayout.LEAF && flags != PageLayout.BRANCH) {
            throw damage(8, "neither a leaf nor a branch page (flags 0x"
                    + Integer.toHexString(flags) + ")");
        }
        leaf = flags == PageLayout.LEAF;
        count = Short.toUnsignedInt(bytes.getShort(10));
        if (PageLayout.HEADER + (long) count * PageLayout.ELEMENT > bytes.limit()) {
            throw damage(10, count + " elements do not fit into the page");
        }
        if (count == 0 && !leaf) {
            throw damage(10, "a branch page without elements");
        }
    }

    boolean leaf() {
        return leaf;
    }

    int count() {
        return count;
    }

    byte[] key(int i) {
        long start = start(i);
        long size = keySize(i);
        if (size > PageLayout.MAX_KEY) {
            throw damage(element(i), "a key of " + size + " bytes");
        }
        return copy(i, start, size);
    }

    byte[] value(int i) {
        return copy(i, start(i) + keySize(i), valueSize(i));
    }

    /// Whether a leaf's element is a bucket.
    boolean bucket(int i) {
        return (bytes.getInt(element(i)) & PageLayout.BUCKET) != 0;
    }

    /// The page that a branch's element leads to.
    long child(int i) {
        return bytes.getLong(element(i) + 8);
    }

    /// Where an element's value is in the file.
    long valueOffset(int i) {
        return offset + start(i) + keySize(i);
    }

    BoltDamage damage(int i, byte[] key, String problem) {
        return damage(element(i), problem + " (key " + hex(key) + ")");
    }

    private BoltDamage damage(int at, String problem) {
        return new BoltDamage(file, offset + at, problem);
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key, 0, Math.min(key.length, 64));
    }

    private static int element(int i) {
        return PageLayout.HEADER + i * PageLayout.ELEMENT;
    }

    private long start(int i) {
        int element = element(i);
        return element + Integer.toUnsignedLong(bytes.getInt(element + (leaf ? 4 : 0)));
    }

    private long keySize(int i) {
        return Integer.toUnsignedLong(bytes.getInt(element(i) + (leaf ? 8 : 4)));
    }

    private long valueSize(int i) {
        return Integer.toUnsignedLong(bytes.getInt(element(i) + 12));
    }

    private byte[] copy(int i, long start, long size) {
        if (start + size > bytes.limit()) {
            throw damage(element(i), "an element that reaches beyond its page");
        }
        byte[] copy = new byte[(int) size];
        bytes.get((int) start, copy);
        return copy;
    }
}
