package kv.server.apply;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfState;
import kv.raft.model.SnapshotMeta;
import kv.server.consensus.ConfStates;
import kv.server.log.Log;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Wakeup;
import kv.store.engine.EngineCommitter;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MetaRows;

/// The only thread that changes the storage engine, `kvd-engine`: commits what apply has sealed,
/// works on compactions, and now and then makes everything durable so that the log can be cut.
public final class EngineLoop implements Loop {

    private static final Log LOG = Log.of(EngineLoop.class);
    private static final long SIZE_AGE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private StorageEngine engine;
    private EngineCommitter committer;
    private final SyncPolicy policy;
    private final LongSupplier durableLogIndex;
    private final Consumer<SnapshotMeta> onSync;
    private final Wakeup apply;
    private final Mailbox<Runnable> tasks;
    private final Object defragmenting = new Object();
    private Synced synced;
    private long sizesNs;
    private boolean measured = true;
    private volatile StorageEngine.Sizes sizes;

    /// The last sync: up to which entry, and when.
    private record Synced(long index, long atNs) {
    }

    /// When the engine is synced, so that the log can be cut: whatever is reached first since the
    /// last time.
    ///
    /// @param entries log entries, but not more often than
    /// @param entriesAgeNs this
    /// @param sizeBytes bytes of rows
    public record SyncPolicy(long entries, long entriesAgeNs, long sizeBytes) {
    }

    /// @param durableLogIndex what the log holds for good; the engine never gets ahead of it
    /// @param onSync is told the place in the log that the engine holds for good
    /// @param apply called when apply may go on
    /// @param wakeup calls this loop's thread
    public EngineLoop(
            StorageEngine engine,
            EngineCommitter committer,
            SyncPolicy policy,
            LongSupplier durableLogIndex,
            Consumer<SnapshotMeta> onSync,
            Wakeup apply,
            Wakeup wakeup) {
        this.engine = engine;
        this.committer = committer;
        this.policy = policy;
        this.durableLogIndex = durableLogIndex;
        this.onSync = onSync;
        this.apply = apply;
        this.tasks = new Mailbox<>(wakeup);
        this.synced = new Synced(engine.lastCommit().consistentIndex(), 0);
        this.sizes = engine.sizes();
    }

    /// Any thread: something that only this thread may do.
    public void run(Runnable task) {
        tasks.put(task);
    }

    /// Any thread: gives back the space of what was deleted or compacted before, one at a time. The
    /// sizes are measured anew before `done`.
    ///
    /// @param beside runs it on another thread, so that commits go on
    public void defragment(Consumer<Runnable> beside, Runnable done) {
        run(() -> {
            StorageEngine current = engine;
            beside.accept(() -> {
                defragment(current);
                run(() -> {
                    measure();
                    done.run();
                });
            });
        });
    }

    /// An engine that was replaced meanwhile, or closed, has nothing to give back any more.
    private void defragment(StorageEngine current) {
        synchronized (defragmenting) {
            try {
                current.defragment();
            } catch (IllegalStateException closed) {
                LOG.info("a defragmentation has ended early", "reason", closed.getMessage());
            }
        }
    }

    /// Any thread: what the engine occupies, at most half a second old.
    public StorageEngine.Sizes sizes() {
        return sizes;
    }

    @Override
    public String roleName() {
        return "kvd-engine";
    }

    @Override
    public int doWork(long nowNs) {
        int work = committer.doWork(durableLogIndex);
        work += tasks.drain(1, Runnable::run);
        if (work > 0) {
            apply.wake();
            syncIfDue(nowNs);
            measured = false;
        }
        if (!measured && nowNs - sizesNs >= SIZE_AGE_NS) {
            measure();
            sizesNs = nowNs;
        }
        return work;
    }

    @Override
    public long nextDeadlineNs() {
        return measured ? Long.MAX_VALUE : sizesNs + SIZE_AGE_NS;
    }

    @Override
    public void onClose() {
        while (committer.doWork(durableLogIndex) > 0) {
            syncIfDue(synced.atNs());
        }
        sync();
    }

    private void syncIfDue(long nowNs) {
        boolean many = engine.lastCommit().consistentIndex() - synced.index() >= policy.entries()
                && nowNs - synced.atNs() >= policy.entriesAgeNs();
        if (many || committer.unsyncedBytes() >= policy.sizeBytes()) {
            synced = new Synced(synced.index(), nowNs);
            sync();
        }
    }

    private void sync() {
        long index = committer.sync();
        if (index > synced.index()) {
            synced = new Synced(index, synced.atNs());
            onSync.accept(place(index));
        }
    }

    /// This thread alone commits, so the rows are those of the commit that was synced.
    private SnapshotMeta place(long index) {
        long term = MetaRows.number(engine.get(Table.META, MetaRows.key(MetaRows.TERM)), 0);
        ConfState members = Optional
                .ofNullable(engine.get(Table.META, MetaRows.key(MetaRows.CONF_STATE)))
                .map(row -> ConfStates.of(ConfStateRow.decode(row))).orElse(ConfState.EMPTY);
        return new SnapshotMeta(index, term, members);
    }

    /// On this thread: finishes with the engine and goes on with another one, which is durable.
    ///
    /// @param change makes the other one the member's, in between
    public void replaceBy(StorageEngine other, EngineCommitter otherCommitter, Runnable change) {
        committer.finishRuns(durableLogIndex);
        change.run();
        engine = other;
        committer = otherCommitter;
        synced = new Synced(other.lastCommit().consistentIndex(), synced.atNs());
        sizes = other.sizes();
    }

    private void measure() {
        sizes = engine.sizes();
        measured = true;
    }
}
