package kv.raft.model;

import java.util.Arrays;
import java.util.HexFormat;

/// A short immutable byte string that one member invents and another returns unchanged.
///
/// Heartbeats and read-index questions carry one. Other implementations choose their own forms
/// (etcd: a request id in big-endian order, or a counter in little-endian order), so a context
/// from elsewhere is never interpreted, shortened or invented, only returned.
public final class Context {

    /// No context: nothing came with the message and nothing is sent back.
    public static final Context EMPTY = new Context(new byte[0]);

    private final byte[] bytes;

    private Context(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A context with a copy of these bytes.
    public static Context of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Context(bytes.clone());
    }

    /// A context of eight bytes, most significant first.
    public static Context ofLong(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (56 - 8 * i));
        }
        return new Context(bytes);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// Whether this is eight bytes long, the only form of which [#toLong()] speaks.
    public boolean isLong() {
        return bytes.length == Long.BYTES;
    }

    /// The eight bytes as a number, most significant first.
    public long toLong() {
        if (!isLong()) {
            throw new IllegalStateException(
                    "context of " + bytes.length + " bytes is not a number");
        }
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | (b & 0xff);
        }
        return value;
    }

    /// A fresh copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Context context && Arrays.equals(bytes, context.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Lowercase hex.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
