package kv.store.schema;

/// Keys of table `key`: a revision, and whether the row is a tombstone.
///
/// ```
/// main revision, 8 bytes BE | '_' | sub revision, 8 bytes BE | 't' if tombstone
/// ```
///
/// Seventeen or eighteen bytes; their unsigned byte order is the order of changes.
public final class RevisionKey {

    /// Length of the key of a put.
    public static final int SIZE = 17;
    /// Length of the key of a tombstone.
    public static final int TOMBSTONE_SIZE = 18;

    private static final byte SEPARATOR = '_';
    private static final byte TOMBSTONE = 't';

    private RevisionKey() {
    }

    /// The key of a put, or the lower bound of a scan.
    public static byte[] of(long main, long sub) {
        byte[] key = new byte[SIZE];
        write(key, 0, main, sub, false);
        return key;
    }

    /// The key of a put or of a tombstone.
    public static byte[] of(long main, long sub, boolean tombstone) {
        byte[] key = new byte[size(tombstone)];
        write(key, 0, main, sub, tombstone);
        return key;
    }

    /// Length of such a key.
    public static int size(boolean tombstone) {
        return tombstone ? TOMBSTONE_SIZE : SIZE;
    }

    /// Writes a key at an offset.
    public static void write(byte[] to, int offset, long main, long sub, boolean tombstone) {
        BigEndian.put(to, offset, main);
        to[offset + 8] = SEPARATOR;
        BigEndian.put(to, offset + 9, sub);
        if (tombstone) {
            to[offset + SIZE] = TOMBSTONE;
        }
    }

    /// True for a well-formed key; anything else in the table is damage.
    public static boolean valid(byte[] key) {
        return (key.length == SIZE || key.length == TOMBSTONE_SIZE && key[SIZE] == TOMBSTONE)
                && key[8] == SEPARATOR;
    }

    /// The main revision.
    public static long main(byte[] key) {
        return BigEndian.get(key, 0);
    }

    /// The sub revision.
    public static long sub(byte[] key) {
        return BigEndian.get(key, 9);
    }

    /// Whether the row marks a deletion.
    public static boolean tombstone(byte[] key) {
        return key.length == TOMBSTONE_SIZE;
    }
}
