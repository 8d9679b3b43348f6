package kv.store.mvcc;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.engine.EngineCommitter;
import kv.store.lease.Lessor;
import kv.store.range.KeyReads;
import kv.store.rows.PendingRun;
import kv.store.rows.PendingRuns;
import kv.store.rows.ValueCache;
import kv.store.schema.MetaRows;

/// One storage engine and all that is known of its content: made on any thread, owned by kvd-apply
/// once the store shows it, until a snapshot of another member takes its place.
///
/// Who reads is counted, by pins and by snapshots of the engine, so that the engine can be closed
/// when the last reader has left.
public final class EngineState {

    private final StorageEngine engine;
    private final StoreState keys;
    private final EngineCommitter committer;
    private final Compactor compactor;
    private final WriteTxn txn;
    private final Lessor found;
    private final AtomicInteger snapshots = new AtomicInteger();

    private EngineState(StorageEngine engine, Restored restored, Lessor lessor,
            MvccOptions options, Headers headers) {
        this.engine = engine;
        ValueCache cache = new ValueCache(options.valueCacheBytes());
        PendingRuns runs = new PendingRuns(options.sealLimits(), cache,
                number(restored, MetaRows.CONSISTENT_INDEX), number(restored, MetaRows.TERM));
        found = restored.lessor();
        keys = new StoreState(restored, lessor == null ? found : lessor, runs, engine, cache);
        committer = new EngineCommitter(engine, runs, options.compactionBatchRows());
        compactor = new Compactor(keys, committer);
        txn = new WriteTxn(keys, compactor, headers);
        if (restored.compactRevision() != restored.finishedRevision()) {
            compactor.resume(restored.compactRevision(), restored.finishedRevision());
        }
    }

    /// Reads an engine's tables.
    ///
    /// @param lessor takes the leases when this state is shown; null for one of its own
    static EngineState open(
            StorageEngine engine, MvccOptions options, Headers headers, Lessor lessor) {
        return new EngineState(engine, Restored.from(engine, options), lessor, options, headers);
    }

    private static long number(Restored restored, String name) {
        return MetaRows.number(
                restored.tables().get(Table.META, MetaRows.key(name)).orElse(null), 0);
    }

    /// The engine.
    public StorageEngine engine() {
        return engine;
    }

    /// What kvd-engine runs on it.
    public EngineCommitter committer() {
        return committer;
    }

    /// Whether nobody reads the engine any more, after another state has taken this one's place.
    /// Any thread.
    public boolean unused() {
        return keys.pins.retired() && keys.pins.unused() && snapshots.get() == 0;
    }

    long appliedIndex() {
        return keys.runs.open().consistentIndex();
    }

    StoreState keys() {
        return keys;
    }

    Compactor compactor() {
        return compactor;
    }

    WriteTxn txn() {
        return txn;
    }

    void takeLeases() {
        if (keys.lessor != found) {
            keys.lessor.replaceBy(found);
        }
    }

    void retire() {
        keys.pins.retire();
        compactor.abandon();
    }

    ReadView publish(Supplier<ReadView> newest) {
        PendingRun open = keys.runs.open();
        KeyReads reads = new KeyReads(keys.index.publish(), keys.revision,
                keys.compactRevision, keys.rows(), keys.pins);
        open.publish();
        return new ReadView(new ReadView.AppliedPoint(open.consistentIndex(), open.term()),
                reads, keys.tables, keys.lessor, newest);
    }

    void orderSnapshot(ReadView shown, Consumer<StateSnapshot> receiver) {
        keys.runs.seal();
        keys.pins.pin(shown.compactRevision());
        snapshots.incrementAndGet();
        committer.orderSnapshot(keys.runs.sealedSequence(), snapshot ->
                receiver.accept(new StateSnapshot(shown,
                        new CountedSnapshot(snapshot, snapshots::decrementAndGet),
                        committer.hashes())));
    }
}
