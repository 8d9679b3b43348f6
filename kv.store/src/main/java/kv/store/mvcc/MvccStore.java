package kv.store.mvcc;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.engine.EngineCommitter;
import kv.store.lease.Lessor;
import kv.store.range.KeyReads;
import kv.store.rows.PendingRun;
import kv.store.rows.PendingRuns;
import kv.store.rows.ValueCache;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MetaRows;
import kv.store.watch.WatchFeed;

/// All replicated state of a member over one storage engine: keys with their history, leases, and
/// the small tables.
///
/// Owner: kvd-apply, except where a method says otherwise. A turn of its loop is
///
/// ```
/// for each committed entry:  txn = begin(index, term); txn.put(...); txn.end();
/// publish();                 // readers see it; now the callers are answered
/// sealIfDue(now);            // hands a run to kvd-engine when there is enough
/// compactSlice();            // takes compacted history from the index, a little at a time
/// ```
///
/// while `backlogged()` says that no entry may be applied before kvd-engine has caught up.
/// kvd-engine runs [EngineCommitter#doWork]; every other thread reads [#view()].
///
/// Invariants: revisions of changes have no gap; a published view never changes; what the engine
/// holds is the effect of the entries up to its consistent index, whole.
public final class MvccStore {

    private static final int SLICE_KEYS = 512;

    private final StorageEngine engine;
    private final StoreState state;
    private final EngineCommitter committer;
    private final Compactor compactor;
    private final WriteTxn txn;
    private final WatchFeed watch;
    private volatile ReadView view;

    private MvccStore(StorageEngine engine, MvccOptions options, Headers headers) {
        this.engine = engine;
        Restored restored = Restored.from(engine, options);
        ValueCache cache = new ValueCache(options.valueCacheBytes());
        PendingRuns runs = new PendingRuns(options.sealLimits(), cache,
                number(restored, MetaRows.CONSISTENT_INDEX), number(restored, MetaRows.TERM));
        state = new StoreState(restored, runs, engine, cache);
        committer = new EngineCommitter(engine, runs, options.compactionBatchRows());
        compactor = new Compactor(state, committer);
        txn = new WriteTxn(state, compactor, headers);
        watch = new WatchFeed(state.revision, () -> view().reads(), headers::at,
                options.watchRingBytes());
        if (restored.compactRevision() != restored.finishedRevision()) {
            compactor.resume(restored.compactRevision(), restored.finishedRevision());
        }
        publish();
    }

    /// Reads the engine's tables and takes up what was left undone: a compaction that was
    /// accepted and not finished begins again.
    ///
    /// @param engine used by this store alone from now on; the caller closes it in the end
    /// @param headers makes the headers of answers
    public static MvccStore open(StorageEngine engine, MvccOptions options, Headers headers) {
        return new MvccStore(engine, options, headers);
    }

    private static long number(Restored restored, String name) {
        return MetaRows.number(
                restored.tables().get(Table.META, MetaRows.key(name)).orElse(null), 0);
    }

    /// Raft index of the last applied entry; at start what the engine holds, from which the log
    /// is replayed.
    public long appliedIndex() {
        return state.runs.open().consistentIndex();
    }

    /// Term of that entry.
    public long term() {
        return state.runs.open().term();
    }

    /// Raft's configuration as it was stored last.
    public Optional<ConfStateRow> confState() {
        return state.tables.get(Table.META, MetaRows.key(MetaRows.CONF_STATE))
                .map(ConfStateRow::decode);
    }

    /// Begins an entry; the one before has ended.
    ///
    /// @param index one above [#appliedIndex()]
    public WriteTxn begin(long index, long term) {
        if (index <= appliedIndex()) {
            throw new IllegalStateException(
                    "entry " + index + " comes after entry " + appliedIndex());
        }
        txn.begin(index, term);
        return txn;
    }

    /// Lets readers see everything applied so far, by one volatile write.
    public ReadView publish() {
        PendingRun open = state.runs.open();
        KeyReads reads = new KeyReads(state.index.publish(), state.revision,
                state.compactRevision, state.rows(), state.pins);
        open.publish();
        view = new ReadView(new ReadView.AppliedPoint(open.consistentIndex(), open.term()),
                reads, state.tables, state.lessor, this::view);
        watch.published(reads);
        return view;
    }

    /// The newest published state. Any thread.
    public ReadView view() {
        return view;
    }

    /// Where published changes become events.
    public WatchFeed watch() {
        return watch;
    }

    /// The leases. Any thread may read.
    public Lessor lessor() {
        return state.lessor;
    }

    /// Whether two sealed runs wait for the engine: then no entry may be applied.
    public boolean backlogged() {
        return state.runs.backlogged();
    }

    /// Hands the open run to kvd-engine if it is old or large enough.
    ///
    /// @return whether kvd-engine has something to do
    public boolean sealIfDue(long nowNs) {
        return state.runs.sealIfDue(nowNs);
    }

    /// Hands the open run to kvd-engine now, if anything was applied since the last.
    ///
    /// @return whether kvd-engine has something to do
    public boolean seal() {
        return state.runs.seal();
    }

    /// Takes a little of compacted history from the index.
    ///
    /// @return whether something was done: then there may be more, and kvd-engine may have to do
    ///         its part
    public boolean compactSlice() {
        return compactor.slice(view.compactRevision(), SLICE_KEYS);
    }

    /// Completed when every accepted compaction is finished.
    public CompletableFuture<Void> compactions() {
        return compactor.newest();
    }

    /// What kvd-engine runs.
    public EngineCommitter committer() {
        return committer;
    }

    /// Has a snapshot taken of exactly the newest published state, which must be all that was
    /// applied. Seals the open run for it.
    ///
    /// @param receiver called on kvd-engine; closes the snapshot, from any thread
    public void orderSnapshot(Consumer<StateSnapshot> receiver) {
        ReadView shown = view;
        state.runs.seal();
        state.pins.pin(shown.compactRevision());
        committer.orderSnapshot(state.runs.sealedSequence(), snapshot ->
                receiver.accept(new StateSnapshot(shown, snapshot, committer.hashes())));
    }

    /// Bytes that the engine has allocated. Any thread.
    public long sizeBytes() {
        return engine.sizes().totalBytes();
    }

    /// Bytes that live rows occupy. Any thread.
    public long sizeInUseBytes() {
        return engine.sizes().inUseBytes();
    }
}
