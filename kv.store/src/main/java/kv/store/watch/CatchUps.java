package kv.store.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import kv.store.range.Interval;
import kv.store.range.KeyReads;
import kv.store.watch.event.EventBatch;
import kv.store.watch.event.Gathering;
import kv.store.watch.event.HistoryScan;
import kv.store.watch.event.KeySet;
import kv.store.watch.event.PrevValues;

/// Brings watchers that are behind back to their hub: from the ring of recent batches if it still
/// has what they have missed, else from storage, on kvd-read. Confined to the hub's loop.
///
/// A pass serves many watchers at once: those whose next revision is near that of the one that has
/// waited longest. At most one pass of a hub reads from storage.
final class CatchUps {

    private static final int WATCHERS = 512;
    private static final int LEAST_SHARE = 16;
    private static final long NEAR = 10_000;
    private static final int PASSES_PER_TURN = 8;

    private final WatchHub hub;
    private final WatchFeed feed;
    private final ArrayDeque<WatchStream> hungry = new ArrayDeque<>();
    private boolean reading;
    private boolean gathering;

    CatchUps(WatchHub hub, WatchFeed feed) {
        this.hub = hub;
        this.feed = feed;
    }

    /// Notes a stream with watchers behind, and has a turn made for it, unless this is the turn.
    void add(WatchStream stream) {
        hungry.add(stream);
        if (!gathering) {
            hub.wake();
        }
    }

    void remove(WatchStream stream) {
        hungry.remove(stream);
    }

    /// Makes some passes. While one reads from storage, others may take from the ring.
    ///
    /// @return whether more can be done at once
    boolean run() {
        for (int pass = 0; pass < PASSES_PER_TURN && !hungry.isEmpty(); pass++) {
            Group group = new Group();
            gathering = true;
            group.gather();
            gathering = false;
            if (!group.watchers.isEmpty()) {
                start(group);
            } else if (reading) {
                return false;
            }
        }
        return !hungry.isEmpty();
    }

    private void start(Group group) {
        if (group.recent) {
            EventBatch batch = fromRing(group);
            if (batch != null) {
                deliver(group.watchers, batch);
                return;
            }
        }
        KeySet keys = group.keys(false);
        KeySet keysWithPrev = group.keys(true);
        long from = group.first();
        reading = true;
        hub.read(() -> {
            HistoryScan.Found found =
                    new HistoryScan(feed.reads(), keys, keysWithPrev, from).run();
            return () -> scanned(group.watchers, found);
        }, () -> scanned(group.watchers, null));
    }

    private void scanned(List<Watcher> watchers, HistoryScan.Found found) {
        reading = false;
        if (found == null) {
            watchers.forEach(this::retry);
        } else {
            hand(watchers, found.batch(), found.prevs());
        }
        hub.wake();
    }

    private void retry(Watcher watcher) {
        if (watcher.state() == Watcher.State.CATCHING_UP) {
            hub.place(watcher);
        }
    }

    private EventBatch fromRing(Group group) {
        KeySet keys = group.keys(false);
        long from = group.first();
        Gathering gathering = new Gathering(from);
        long last = from - 1;
        while (last < hub.revision()) {
            EventBatch batch = feed.ring().find(last + 1);
            if (batch == null) {
                return last < from ? null : gathering.build(last);
            }
            long end = gathering.addAll(batch, last + 1, keys);
            if (end < batch.lastRevision()) {
                return gathering.build(end);
            }
            last = end;
        }
        return gathering.build(last);
    }

    /// The pairs before the events are those that memory has; a watcher that needs others goes on
    /// to storage.
    private void deliver(List<Watcher> watchers, EventBatch batch) {
        KeyReads reads = feed.reads();
        long before = batch.firstRevision() - 1;
        boolean pinned = reads.pins().pin(before);
        try {
            hand(watchers, batch, new PrevValues(batch, reads, false));
        } finally {
            if (pinned) {
                reads.pins().unpin(before);
            }
        }
    }

    private void hand(List<Watcher> watchers, EventBatch batch, PrevValues prevs) {
        hub.drain();
        RangeIndex index = new RangeIndex();
        for (Watcher watcher : watchers) {
            if (watcher.state() == Watcher.State.CATCHING_UP) {
                index.add(watcher);
            }
        }
        hub.delivery().hand(index, batch, prevs, hub.revision());
        for (Watcher watcher : watchers) {
            if (watcher.state() == Watcher.State.CATCHING_UP) {
                watcher.placed(null, 0);
                watcher.skipTo(batch.lastRevision() + 1);
                hub.place(watcher);
            }
        }
    }

    /// The watchers of one pass.
    private final class Group {

        private final List<Watcher> watchers = new ArrayList<>();
        private final List<Watcher> kept = new ArrayList<>();
        private boolean recent;

        KeySet keys(boolean onlyWithPrev) {
            List<Interval> intervals = new ArrayList<>(watchers.size());
            for (Watcher watcher : watchers) {
                if (!onlyWithPrev || watcher.options().prevKv()) {
                    intervals.add(watcher.interval());
                }
            }
            return KeySet.of(intervals);
        }

        long first() {
            long first = Long.MAX_VALUE;
            for (Watcher watcher : watchers) {
                first = Math.min(first, watcher.next());
            }
            return first;
        }

        /// Each hungry stream gives its share.
        void gather() {
            int streams = hungry.size();
            int share = Math.max(LEAST_SHARE, WATCHERS / streams);
            for (int i = 0; i < streams && watchers.size() < WATCHERS; i++) {
                WatchStream stream = hungry.poll();
                stream.fed();
                for (int n = 0; n < share; n++) {
                    Watcher watcher = stream.pollBehind();
                    if (watcher == null) {
                        break;
                    }
                    take(watcher);
                }
                stream.feed();
            }
            kept.forEach(watcher -> watcher.stream().fallBehind(watcher));
        }

        private void take(Watcher watcher) {
            long compactRevision = feed.reads().compactRevision();
            if (watcher.next() < compactRevision) {
                hub.compacted(watcher, compactRevision);
            } else if (fits(watcher)) {
                watcher.enter(Watcher.State.CATCHING_UP);
                watchers.add(watcher);
            } else {
                kept.add(watcher);
            }
        }

        /// The first decides from where the pass reads.
        private boolean fits(Watcher watcher) {
            boolean isRecent = !watcher.fromDisk()
                    && feed.ring().lastRevision() >= hub.revision()
                    && feed.ring().find(watcher.next()) != null;
            if (watchers.isEmpty()) {
                recent = isRecent;
                return isRecent || !reading;
            }
            return recent ? isRecent : near(watcher);
        }

        private boolean near(Watcher watcher) {
            long distance = watcher.next() - watchers.getFirst().next();
            return distance >= 0 && distance <= NEAR;
        }
    }
}
