package kv.store.watch;

import java.util.Arrays;
import java.util.List;
import kv.store.range.Interval;

/// A range and its watchers, in a [RangeIndex]; and, while a batch is handed out, the events of
/// that batch that are in the range. Confined to the index's thread.
final class WatchedRange {

    private static final int[] NONE = new int[0];

    private final Interval interval;
    private Watcher[] watchers = new Watcher[1];
    private int count;
    private int[] events = NONE;
    private int eventCount;
    /// Of the index: children, height and end of the farthest range from here down.
    WatchedRange left;
    WatchedRange right;
    int height = 1;
    byte[] reach;

    WatchedRange(Interval interval) {
        this.interval = interval;
        reach = interval.to();
    }

    Interval interval() {
        return interval;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    Watcher watcher(int at) {
        return watchers[at];
    }

    void add(Watcher watcher) {
        if (count == watchers.length) {
            watchers = Arrays.copyOf(watchers, count * 2);
        }
        watcher.placed(this, count);
        watchers[count++] = watcher;
    }

    /// The last watcher takes the place of the one that leaves.
    void remove(Watcher watcher) {
        Watcher last = watchers[--count];
        watchers[count] = null;
        if (last != watcher) {
            watchers[watcher.place()] = last;
            last.placed(this, watcher.place());
        }
        watcher.placed(null, 0);
    }

    void copyTo(List<Watcher> all) {
        all.addAll(Arrays.asList(watchers).subList(0, count));
    }

    /// Notes an event of the batch that is being handed out.
    ///
    /// @return whether it is the first
    boolean note(int event) {
        if (eventCount == events.length) {
            events = Arrays.copyOf(events, Math.max(4, eventCount * 2));
        }
        events[eventCount++] = event;
        return eventCount == 1;
    }

    /// The events that were noted, which are forgotten.
    int[] takeEvents() {
        int[] taken = Arrays.copyOf(events, eventCount);
        eventCount = 0;
        if (events.length > 64) {
            events = NONE;
        }
        return taken;
    }
}
