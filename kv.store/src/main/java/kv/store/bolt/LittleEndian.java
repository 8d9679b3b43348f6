package kv.store.bolt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers in arrays, as the files have them.
final class LittleEndian {

    private LittleEndian() {
    }

    /// Puts eight bytes at the array's beginning.
    static void put(byte[] to, long number) {
        ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number);
    }

    /// The array from an offset on.
    static ByteBuffer from(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes, offset, bytes.length - offset).slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
