package kv.store.wal;

/// The numbers of etcd's log format, which is a row of frames in each segment file:
///
/// ```
///   length word, 8 bytes little-endian | walpb.Record | zeros up to a multiple of 8
///
///   length word   low 56 bits: bytes of the record; top byte: 0x80 | padding, or 0 without padding
///   walpb.Record  08 type  10 crc  1a length content          content absent in a crc record
/// ```
///
/// A length word of 0 is the end of what was written; files are longer than that, and zero.
final class Frame {

    static final int METADATA = 1;
    static final int ENTRY = 2;
    static final int STATE = 3;
    static final int CRC = 4;
    static final int SNAPSHOT = 5;

    static final int WORD_BYTES = Long.BYTES;
    static final int ALIGNMENT_BYTES = 8;
    /// What a disk writes whole or not at all.
    static final int SECTOR_BYTES = 512;

    private static final int PADDED = 0x80;
    private static final int TOP_SHIFT = 56;
    private static final long LENGTH_MASK = (1L << TOP_SHIFT) - 1;

    private Frame() {}

    static int padding(long recordBytes) {
        return (int) (-recordBytes & (ALIGNMENT_BYTES - 1));
    }

    static long word(long recordBytes) {
        int padding = padding(recordBytes);
        return padding == 0 ? recordBytes : recordBytes | (long) (PADDED | padding) << TOP_SHIFT;
    }

    static long recordBytes(long word) {
        return word & LENGTH_MASK;
    }

    static boolean isValid(long word) {
        return recordBytes(word) > 0 && word(recordBytes(word)) == word;
    }

    /// Size of a whole frame.
    static long frameBytes(long recordBytes) {
        return WORD_BYTES + recordBytes + padding(recordBytes);
    }
}
