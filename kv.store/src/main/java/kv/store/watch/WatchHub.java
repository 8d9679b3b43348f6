package kv.store.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ReplyStream;
import kv.store.range.Pins;
import kv.store.watch.event.EventBatch;
import kv.store.watch.event.EventRing;
import kv.store.watch.event.PrevValues;

/// The watchers of one event loop's connections. Everything here runs on that loop, but for
/// [#wake].
///
/// The hub has a revision: its synced watchers have had every event up to it. A turn takes the
/// batches that have come since from the feed's ring and hands each to the watchers that it
/// concerns; then it catches up some of those that are behind.
public final class WatchHub {

    private static final int BATCHES_PER_TURN = 64;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final WatchFeed feed;
    private final Executor loop;
    private final Surroundings world;
    private final AtomicBoolean called = new AtomicBoolean();
    private final RangeIndex synced = new RangeIndex();
    private final Delivery delivery;
    private final CatchUps catchUps;
    private final Timers timers;
    private long revision;
    private Pin pin;
    private int watchers;
    private int watchersWithPrev;

    /// What hubs share.
    ///
    /// @param reads where storage is read
    /// @param nowNs the clock
    public record Surroundings(Executor reads, LongSupplier nowNs, WatchLimits limits) {
    }

    /// A revision from which on a state keeps its history.
    private record Pin(Pins pins, long revision) {

        /// False when the state does not have it any more.
        boolean take() {
            return pins.pin(revision);
        }

        void end() {
            pins.unpin(revision);
        }
    }

    /// @param loop the event loop, one thread
    public WatchHub(WatchFeed feed, Executor loop, Surroundings world) {
        this.feed = feed;
        this.loop = loop;
        this.world = world;
        delivery = new Delivery(feed.headers());
        catchUps = new CatchUps(this, feed);
        timers = new Timers(feed::timerSet);
    }

    /// Takes a client's stream.
    public WatchStream open(ReplyStream<WatchResponse> reply) {
        counts().streams(1);
        return new WatchStream(this, reply, world.limits(), feed.nextStream());
    }

    /// Has a turn made soon. Any thread.
    void wake() {
        if (called.compareAndSet(false, true)) {
            execute(this::turn);
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            called.set(true); // The loop has ended, and its connections with it.
        }
    }

    private void turn() {
        called.set(false);
        boolean more = take(BATCHES_PER_TURN);
        timers.run(nowNs());
        more |= catchUps.run();
        if (more) {
            wake();
        }
    }

    /// Hands out everything that was published before this call.
    void drain() {
        take(Integer.MAX_VALUE);
    }

    /// @return whether more has come
    private boolean take(int batches) {
        if (watchers == 0) {
            return false;
        }
        EventRing ring = feed.ring();
        long before = revision;
        for (int n = 0; n < batches && revision < ring.lastRevision(); n++) {
            EventBatch batch = ring.find(revision + 1);
            if (batch == null) {
                lose(ring.lastRevision());
            } else {
                delivery.hand(synced, batch, new PrevValues(batch, feed.reads(), false), 0);
                revision = batch.lastRevision();
            }
        }
        if (pin != null && revision != before) {
            pin();
        }
        return revision < ring.lastRevision();
    }

    /// The ring has lost what comes next: everybody is behind.
    private void lose(long last) {
        for (Watcher watcher : synced.all()) {
            watcher.skipTo(revision + 1);
            if (watcher.next() <= last) {
                fallBehind(watcher);
            }
        }
        revision = last;
    }

    /// Keeps the pairs before coming events.
    private void pin() {
        Pin old = pin;
        pin = null; // What is drained below is followed by the pin that is being taken.
        Pin wanted = new Pin(feed.reads().pins(), revision);
        while (!wanted.take()) {
            drain();
            wanted = new Pin(feed.reads().pins(), revision);
        }
        pin = wanted;
        if (old != null) {
            old.end();
        }
    }

    /// Takes one watcher more.
    ///
    /// @return the revision that it begins behind
    long enter(WatchOptions options) {
        if (watchers == 0) {
            feed.enter(this);
            revision = feed.reads().revision();
        } else {
            drain();
        }
        watchers++;
        counts().watchers(1);
        if (options.prevKv() && watchersWithPrev++ == 0) {
            pin();
        }
        return revision;
    }

    /// Puts a watcher where it belongs by its next revision.
    void place(Watcher watcher) {
        if (watcher.next() > revision) {
            watcher.enter(Watcher.State.SYNCED);
            synced.add(watcher);
            counts().settled(1);
        } else {
            watcher.enter(Watcher.State.BEHIND);
            watcher.stream().fallBehind(watcher);
        }
    }

    /// A watcher cannot take a batch.
    void fallBehind(Watcher watcher) {
        withdraw(watcher);
        watcher.enter(Watcher.State.BEHIND);
        watcher.stream().fallBehind(watcher);
    }

    private void withdraw(Watcher watcher) {
        if (watcher.state() == Watcher.State.SYNCED) {
            synced.remove(watcher);
            counts().settled(-1);
        } else if (watcher.state() == Watcher.State.COMPACTED) {
            counts().settled(-1);
        } else if (watcher.range() != null) {
            watcher.range().remove(watcher);
        }
    }

    /// A compaction has passed a watcher that is behind.
    void compacted(Watcher watcher, long compactRevision) {
        watcher.enter(Watcher.State.COMPACTED);
        counts().settled(1);
        watcher.stream().compacted(watcher, compactRevision);
    }

    /// A watcher is no more.
    void leave(Watcher watcher) {
        withdraw(watcher);
        watcher.enter(Watcher.State.GONE);
        counts().watchers(-1);
        if (watcher.options().prevKv() && --watchersWithPrev == 0) {
            pin.end();
            pin = null;
        }
        if (--watchers == 0) {
            feed.leave(this);
        }
    }

    /// A stream has watchers behind and its client listens.
    void hungry(WatchStream stream) {
        catchUps.add(stream);
    }

    void closed(WatchStream stream) {
        catchUps.remove(stream);
        counts().streams(-1);
    }

    /// Reads on kvd-read; what that returns runs here.
    ///
    /// @param turnedAway runs here a little later when too much waits there
    void read(Supplier<Runnable> reading, Runnable turnedAway) {
        try {
            world.reads().execute(() -> {
                Runnable then = reading.get();
                execute(then);
            });
        } catch (RejectedExecutionException full) {
            timers.at(nowNs() + RETRY_NS, turnedAway);
        }
    }

    /// When the hub is to be called although nothing is published. Any thread.
    long dueNs() {
        return called.get() ? Long.MAX_VALUE : timers.dueNs();
    }

    Timers timers() {
        return timers;
    }

    long nowNs() {
        return world.nowNs().getAsLong();
    }

    long revision() {
        return revision;
    }

    Delivery delivery() {
        return delivery;
    }

    WatchCounts counts() {
        return feed.counts();
    }

    ResponseHeader header(long at) {
        return feed.headers().apply(at);
    }

    /// An answer about the store as it is now, after all events so far.
    WatchResponse.Builder answer() {
        if (watchers == 0) {
            return WatchResponse.newBuilder().setHeader(header(feed.reads().revision()));
        }
        drain();
        return WatchResponse.newBuilder().setHeader(header(revision));
    }
}
