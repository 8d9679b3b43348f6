package kv.store.watch.event;

import com.google.protobuf.CodedOutputStream;

/// Protobuf's variable-length numbers in byte arrays. Stateless.
final class Varints {

    /// Most bytes of a number.
    static final int MAX = 10;

    private Varints() {
    }

    /// Length of the encoding.
    static int size(long number) {
        return CodedOutputStream.computeUInt64SizeNoTag(number);
    }

    /// Writes the encoding.
    ///
    /// @return the offset behind it
    static int write(byte[] to, int offset, long number) {
        int at = offset;
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        return at;
    }

    /// The number that begins at an offset.
    static long read(byte[] from, int offset) {
        long number = 0;
        int at = offset;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = from[at++];
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        return number;
    }
}
