package kv.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Numbered keys of one length, and values that no two requests share and nothing compresses.
///
/// @param keys how many there are
/// @param keyBytes length of each; the number stands at the end, after zeros
/// @param valueBytes length of a value
public record KeySpace(int keys, int keyBytes, int valueBytes) {

    private static final byte[] PREFIX = "bench/".getBytes(StandardCharsets.US_ASCII);

    /// Checks that the largest number fits.
    public KeySpace {
        int digits = Integer.toString(keys).length();
        if (keys < 1 || keyBytes < PREFIX.length + digits) {
            throw new IllegalArgumentException(
                    "keys of " + keyBytes + " bytes cannot number " + keys);
        }
    }

    /// The key of that number.
    public ByteString key(int number) {
        byte[] key = new byte[keyBytes];
        Arrays.fill(key, (byte) '0');
        System.arraycopy(PREFIX, 0, key, 0, PREFIX.length);
        int rest = number;
        for (int at = keyBytes - 1; rest > 0; at--) {
            key[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return UnsafeByteOperations.unsafeWrap(key);
    }

    ByteString anyKey(SplittableRandom random) {
        return key(random.nextInt(keys));
    }

    /// A value that is like no other.
    public ByteString value(SplittableRandom random) {
        byte[] value = new byte[valueBytes];
        random.nextBytes(value);
        return UnsafeByteOperations.unsafeWrap(value);
    }
}
