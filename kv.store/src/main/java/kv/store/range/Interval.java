package kv.store.range;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/// A range of keys as requests state it: one key, everything from a key on, or a half-open range.
///
/// @param from lowest key
/// @param to first key above the range, null for none; of no meaning for a single key
/// @param single whether only `from` itself is meant
public record Interval(byte[] from, byte[] to, boolean single) {

    /// `range_end` empty is one key, a zero byte is no end.
    public static Interval of(ByteString key, ByteString rangeEnd) {
        byte[] from = key.toByteArray();
        if (rangeEnd.isEmpty()) {
            return new Interval(from, null, true);
        }
        boolean endless = rangeEnd.size() == 1 && rangeEnd.byteAt(0) == 0;
        return new Interval(from, endless ? null : rangeEnd.toByteArray(), false);
    }

    /// Whether no key can be in it.
    public boolean empty() {
        return !single && to != null && Arrays.compareUnsigned(from, to) >= 0;
    }

    /// Whether the key is in it.
    public boolean contains(byte[] key) {
        if (single) {
            return Arrays.equals(from, key);
        }
        return Arrays.compareUnsigned(from, key) <= 0
                && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }
}
