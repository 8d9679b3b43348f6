package kv.store.watch;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.spi.storage.Slice;
import kv.store.range.KeyReads;
import kv.store.rows.PendingRun;
import kv.store.schema.BigEndian;
import kv.store.schema.RevisionKey;
import kv.store.watch.event.EventBatch;
import kv.store.watch.event.EventRing;

/// Where published changes become events. kvd-apply calls [#published] and [#turn]; the hubs, on
/// their loops, take what they need.
///
/// While no hub has a watcher nothing is encoded. A hub enters itself first and reads the newest
/// state then; kvd-apply publishes first and looks for hubs then. So of two that meet at least one
/// sees the other, and no revision falls between.
public final class WatchFeed {

    private static final WatchHub[] NOBODY = new WatchHub[0];
    private static final int RING_BATCHES = 4096;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int USUAL_EVENT_BYTES = 512;

    private final Supplier<KeyReads> newest;
    private final LongFunction<ResponseHeader> headers;
    private final EventRing ring;
    private final AtomicReference<WatchHub[]> hubs = new AtomicReference<>(NOBODY);
    private final WatchCounts counts = new WatchCounts();
    private final AtomicLong streams = new AtomicLong();
    private volatile Runnable timerCall = () -> { };
    private long published;
    private boolean news;

    /// @param revision of the state found at start
    /// @param newest the newest published state
    /// @param headers makes the header of an answer at a revision
    /// @param ringBytes memory for the newest events
    public WatchFeed(long revision, Supplier<KeyReads> newest,
            LongFunction<ResponseHeader> headers, long ringBytes) {
        this.newest = newest;
        this.headers = headers;
        published = revision;
        ring = new EventRing(RING_BATCHES, ringBytes, revision);
    }

    /// A state was published: encodes what it has that the one before had not, if anybody
    /// watches. For kvd-apply.
    public void published(KeyReads state) {
        if (state.revision() == published) {
            return;
        }
        if (hubs.get().length > 0) {
            encode(state);
            news = true;
        }
        published = state.revision();
    }

    /// A state was published that a snapshot has put in place of the one before: what lies between
    /// is in storage alone, where every watcher that lacks it is caught up. For kvd-apply.
    public void replaced(KeyReads state) {
        if (hubs.get().length > 0) {
            ring.skipTo(state.revision());
            news = true;
        }
        published = state.revision();
    }

    /// Calls the hubs if there is something new, and those for which a time has come. For
    /// kvd-apply, once a turn.
    public void turn(long nowNs) {
        boolean all = news;
        news = false;
        for (WatchHub hub : hubs.get()) {
            if (all || hub.dueNs() - nowNs <= 0) {
                hub.wake();
            }
        }
    }

    /// When a turn is due although nothing is published, [Long#MAX_VALUE] for never.
    public long nextDeadlineNs() {
        long earliest = Long.MAX_VALUE;
        for (WatchHub hub : hubs.get()) {
            earliest = Math.min(earliest, hub.dueNs());
        }
        return earliest;
    }

    /// Says how kvd-apply is called when a hub sets a timer.
    public void onTimer(Runnable call) {
        timerCall = call;
    }

    void timerSet() {
        timerCall.run();
    }

    /// A number for each stream, so that not all report at the same time.
    long nextStream() {
        return streams.getAndIncrement();
    }

    /// What the metrics say.
    public WatchCounts counts() {
        return counts;
    }

    private void encode(KeyReads state) {
        if (ring.lastRevision() != published) {
            ring.skipTo(published);
        }
        Encoder encoder = new Encoder(published + 1, state.revision());
        for (PendingRun run : state.rows().runs()) {
            if (run.firstMain() <= state.revision()) {
                run.forEachRow(published + 1, state.revision(), encoder);
            }
        }
        encoder.finish(state.revision());
    }

    EventRing ring() {
        return ring;
    }

    /// The newest published state. Any thread.
    KeyReads reads() {
        return newest.get();
    }

    LongFunction<ResponseHeader> headers() {
        return headers;
    }

    /// From the next publication on the hub is called.
    void enter(WatchHub hub) {
        hubs.updateAndGet(before -> {
            WatchHub[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = hub;
            return after;
        });
    }

    /// The hub is called no more.
    void leave(WatchHub hub) {
        hubs.updateAndGet(before -> Arrays.stream(before).filter(other -> other != hub)
                .toArray(WatchHub[]::new));
    }

    /// Makes batches of rows, none much larger than it must be.
    private final class Encoder implements PendingRun.RowVisitor {

        private EventBatch.Builder builder;
        private long first;
        private long current;

        Encoder(long first, long last) {
            this.first = first;
            int events = (int) Math.min(1024, last - first + 1);
            builder = new EventBatch.Builder(events * USUAL_EVENT_BYTES, events);
        }

        @Override
        public void row(Slice key, Slice value) {
            long revision = BigEndian.get(key.array(), key.offset());
            if (revision != current && builder.sizeBytes() >= BATCH_BYTES) {
                finish(revision - 1);
                first = revision;
                builder = new EventBatch.Builder(BATCH_BYTES, 1024);
            }
            current = revision;
            builder.add(revision, key.length() == RevisionKey.TOMBSTONE_SIZE, value);
        }

        void finish(long last) {
            ring.add(builder.build(first, last));
        }
    }
}
