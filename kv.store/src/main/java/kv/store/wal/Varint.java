package kv.store.wal;

/// Protobuf's variable-length integers, for the records that are written by the thousand: a
/// CodedOutputStream is made per target, and here every record would need one.
final class Varint {

    private Varint() {}

    static int sizeBytes(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
    }

    /// Writes the value, as unsigned.
    ///
    /// @return where the next byte belongs
    static int put(byte[] target, int offset, long value) {
        int at = offset;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
