package kv.store.watch;

import java.util.concurrent.atomic.LongAdder;

/// What the metrics say of watching. Any thread.
public final class WatchCounts {

    private final LongAdder streams = new LongAdder();
    private final LongAdder watchers = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder waiting = new LongAdder();

    /// Open streams.
    public long streams() {
        return streams.sum();
    }

    /// Watchers of all streams.
    public long watchers() {
        return watchers.sum();
    }

    /// Watchers that have not had everything yet.
    public long slowWatchers() {
        return watchers.sum() - settled.sum();
    }

    /// Events sent so far.
    public long events() {
        return events.sum();
    }

    /// Events that wait for a client to listen.
    public long pendingEvents() {
        return waiting.sum();
    }

    void streams(int change) {
        streams.add(change);
    }

    void watchers(int change) {
        watchers.add(change);
    }

    /// Watchers that miss nothing, or never will get it.
    void settled(int change) {
        settled.add(change);
    }

    void sent(int count) {
        events.add(count);
    }

    void pending(int change) {
        waiting.add(change);
    }
}
