package kv.store.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight-byte numbers, most significant byte first, which is how every number in a row's key is
/// stored: byte order and number order are the same for numbers that are not negative.
public final class BigEndian {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {
    }

    /// The number as eight bytes.
    public static byte[] of(long number) {
        byte[] bytes = new byte[Long.BYTES];
        put(bytes, 0, number);
        return bytes;
    }

    /// Reads eight bytes.
    public static long get(byte[] from, int offset) {
        return (long) LONG.get(from, offset);
    }

    /// Writes eight bytes.
    public static void put(byte[] to, int offset, long number) {
        LONG.set(to, offset, number);
    }
}
