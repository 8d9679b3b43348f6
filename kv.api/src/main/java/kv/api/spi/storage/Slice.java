package kv.api.spi.storage;

/// A stretch of a byte array that somebody else owns.
///
/// @param array the bytes; never changed by the receiver
/// @param offset first byte
/// @param length number of bytes
public record Slice(byte[] array, int offset, int length) {

    /// All of `array`.
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    /// A copy of the stretch.
    public byte[] toBytes() {
        byte[] copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        return copy;
    }
}
