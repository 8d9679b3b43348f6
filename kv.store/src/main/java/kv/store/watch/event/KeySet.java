package kv.store.watch.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kv.api.spi.storage.Slice;
import kv.store.range.Interval;

/// The keys that some watchers watch: tells whether any of them wants a key. Immutable; any
/// thread.
public final class KeySet {

    private final Set<ByteString> singles = new HashSet<>();
    /// Disjoint, in order.
    private final List<Interval> ranges = new ArrayList<>();

    private KeySet() {
    }

    /// The keys of some ranges.
    public static KeySet of(List<Interval> intervals) {
        KeySet keys = new KeySet();
        List<Interval> sorted = new ArrayList<>();
        for (Interval interval : intervals) {
            if (interval.single()) {
                keys.singles.add(UnsafeByteOperations.unsafeWrap(interval.from()));
            } else {
                sorted.add(interval);
            }
        }
        sorted.sort((one, other) -> Arrays.compareUnsigned(one.from(), other.from()));
        sorted.forEach(keys::join);
        return keys;
    }

    private void join(Interval next) {
        Interval last = ranges.isEmpty() ? null : ranges.getLast();
        if (last == null || last.to() != null
                && Arrays.compareUnsigned(next.from(), last.to()) > 0) {
            ranges.add(next);
        } else if (last.to() != null && (next.to() == null
                || Arrays.compareUnsigned(next.to(), last.to()) > 0)) {
            ranges.set(ranges.size() - 1, new Interval(last.from(), next.to(), false));
        }
    }

    /// Whether the key is wanted.
    public boolean contains(Slice key) {
        return !singles.isEmpty() && singles.contains(UnsafeByteOperations.unsafeWrap(
                key.array(), key.offset(), key.length())) || inRange(key);
    }

    private boolean inRange(Slice key) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (compare(ranges.get(middle).from(), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return false;
        }
        byte[] to = ranges.get(low - 1).to();
        return to == null || compare(to, key) > 0;
    }

    private static int compare(byte[] bound, Slice key) {
        return Arrays.compareUnsigned(bound, 0, bound.length,
                key.array(), key.offset(), key.offset() + key.length());
    }
}
