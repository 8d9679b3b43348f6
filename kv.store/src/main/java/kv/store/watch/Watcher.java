package kv.store.watch;

import kv.store.range.Interval;
import kv.store.watch.event.PrevValues;
import kv.store.watch.event.Selection;

/// One watcher of a stream: which keys, and how far it is. Confined to its hub's loop.
///
/// A synced watcher has had everything up to its hub's revision and is found by the hub's index; a
/// watcher that is behind keeps nothing but its next revision.
final class Watcher {

    /// Where a watcher is.
    enum State {
        /// In the hub's index: gets each batch as it comes.
        SYNCED,
        /// Waits in its stream until it can be caught up.
        BEHIND,
        /// In a pass that reads what it has missed.
        CATCHING_UP,
        /// Canceled by a compaction that has passed it; its id is taken until the client
        /// cancels it too.
        COMPACTED,
        /// Canceled, or its stream has ended.
        GONE
    }

    private final WatchStream stream;
    private final long id;
    private final WatchOptions options;
    private State state = State.BEHIND;
    private long next;
    private boolean quiet = true;
    private boolean fromDisk;
    private WatchedRange range;
    private int place;

    Watcher(WatchStream stream, long id, WatchOptions options, long next) {
        this.stream = stream;
        this.id = id;
        this.options = options;
        this.next = next;
    }

    WatchStream stream() {
        return stream;
    }

    long id() {
        return id;
    }

    WatchOptions options() {
        return options;
    }

    Interval interval() {
        return options.interval();
    }

    State state() {
        return state;
    }

    void enter(State newState) {
        state = newState;
    }

    /// The first revision of which it has had nothing. Of a synced watcher, a lower bound.
    long next() {
        return next;
    }

    void skipTo(long revision) {
        next = Math.max(next, revision);
    }

    /// Goes back to a revision whose events were taken from it before they were sent.
    void returnTo(long revision) {
        next = Math.min(next, revision);
    }

    /// Whether it waits for pairs that only a disk has.
    boolean fromDisk() {
        return fromDisk;
    }

    /// Whether it has had no events since it was asked last.
    boolean takeQuiet() {
        boolean was = quiet;
        quiet = true;
        return was;
    }

    WatchedRange range() {
        return range;
    }

    int place() {
        return place;
    }

    void placed(WatchedRange newRange, int newPlace) {
        range = newRange;
        place = newPlace;
    }

    /// Takes what a batch has for it, or falls behind the batch when it cannot.
    ///
    /// @param events those in its range
    /// @param prevs the pairs before them
    /// @param header the encoded header of the answer
    void offer(Selection events, PrevValues prevs, byte[] header) {
        Selection mine = events.since(next);
        if (options.filtered()) {
            mine = mine.only(options.puts(), options.deletions());
        }
        if (!mine.isEmpty()) {
            boolean room = stream.hasRoom();
            mine = room && options.prevKv() ? mine.with(prevs) : mine;
            if (!room || mine == null) {
                fromDisk = room;
                skipTo(events.batch().firstRevision());
                stream.hub().fallBehind(this);
                return;
            }
            quiet = false;
            stream.send(this, mine, header);
        }
        fromDisk = false;
        skipTo(events.batch().lastRevision() + 1);
    }
}
