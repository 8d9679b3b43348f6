package kv.store.range;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Revisions that somebody is reading, and the floor below which history is being taken away.
///
/// kvd-apply publishes a compaction first (from then on new requests are refused below it), and
/// raises the floor to it when nobody reads below any more; only then index and rows lose
/// anything. A pin is held for the length of one computation, never while a client is waited for.
///
/// Two kinds of readers, both safe on any thread:
///
/// - one that pins a revision keeps the floor at or below it until it unpins;
/// - one that does not pin looks at the floor after it has read: if the floor has passed its
///   revision, what it read may be incomplete and is thrown away.
///
/// Pinning writes the pin and then reads the floor, raising writes the floor and then reads the
/// pins, so of two that meet at least one sees the other.
public final class Pins {

    private final ConcurrentSkipListMap<Long, Integer> held = new ConcurrentSkipListMap<>();
    private volatile long floor;
    private volatile boolean retired;

    /// @param floor the compact revision found at start
    public Pins(long floor) {
        this.floor = floor;
    }

    /// History below this revision is, or is being, taken away.
    public long floor() {
        return floor;
    }

    /// Keeps the floor at or below `revision`.
    ///
    /// @return false when the floor has passed it; then nothing is pinned
    public boolean pin(long revision) {
        held.merge(revision, 1, Integer::sum);
        if (floor > revision) {
            unpin(revision);
            return false;
        }
        return true;
    }

    /// Ends a pin that [#pin] has granted.
    public void unpin(long revision) {
        held.computeIfPresent(revision, (pinned, count) -> count == 1 ? null : count - 1);
    }

    /// From now on nothing is pinned here any more: another state has taken the place of the one
    /// that is read here. Pins that were granted stay. For kvd-apply.
    public void retire() {
        retired = true;
        floor = Long.MAX_VALUE;
    }

    /// Whether another state has taken the place of this one.
    public boolean retired() {
        return retired;
    }

    /// Whether nobody reads here.
    public boolean unused() {
        return held.isEmpty();
    }

    /// Raises the floor unless somebody reads below. For kvd-apply.
    ///
    /// @return whether it was raised
    public boolean raise(long revision) {
        long before = floor;
        floor = revision;
        Map.Entry<Long, Integer> lowest = held.firstEntry();
        if (lowest != null && lowest.getKey() < revision) {
            floor = before;
            return false;
        }
        return true;
    }
}
