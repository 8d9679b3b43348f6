package kv.store.mvcc;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.engine.EngineCommitter;
import kv.store.lease.Lessor;
import kv.store.range.BrokenInvariant;
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

    private final MvccOptions options;
    private final Headers headers;
    private final WatchFeed watch;
    private volatile EngineState state;
    private volatile ReadView view;

    private MvccStore(StorageEngine engine, MvccOptions options, Headers headers) {
        this.options = options;
        this.headers = headers;
        state = EngineState.open(engine, options, headers, null);
        watch = new WatchFeed(state.keys().revision, () -> view().reads(), headers::at,
                options.watchRingBytes());
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

    /// Reads the tables of another engine, which is to take the place of this one's. Any thread;
    /// takes long.
    ///
    /// @param engine holds a snapshot of another member, and nothing else
    public EngineState prepare(StorageEngine engine) {
        return EngineState.open(engine, options, headers, lessor());
    }

    /// Puts a prepared state in place of this one, in a moment: readers that have begun go on with
    /// the old engine, all others see the new state. Entries were applied before it alone.
    ///
    /// @return the old state, which is of no more use; its engine may be closed when
    ///         [EngineState#unused()]
    public EngineState replaceBy(EngineState prepared) {
        EngineState old = state;
        if (prepared.appliedIndex() < old.appliedIndex()) {
            throw new BrokenInvariant("A snapshot at entry " + prepared.appliedIndex()
                    + " is about to replace the state at entry " + old.appliedIndex()
                    + ". Next: report it.");
        }
        prepared.takeLeases();
        state = prepared;
        view = prepared.publish(this::view);
        watch.replaced(view.reads());
        old.retire();
        return old;
    }

    /// Raft index of the last applied entry; at start what the engine holds, from which the log
    /// is replayed.
    public long appliedIndex() {
        return state.appliedIndex();
    }

    /// Term of that entry.
    public long term() {
        return state.keys().runs.open().term();
    }

    /// Raft's configuration as it was stored last.
    public Optional<ConfStateRow> confState() {
        return state.keys().tables.get(Table.META, MetaRows.key(MetaRows.CONF_STATE))
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
        WriteTxn txn = state.txn();
        txn.begin(index, term);
        return txn;
    }

    /// Lets readers see everything applied so far, by one volatile write.
    public ReadView publish() {
        view = state.publish(this::view);
        watch.published(view.reads());
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
        return state.keys().lessor;
    }

    /// Whether two sealed runs wait for the engine: then no entry may be applied.
    public boolean backlogged() {
        return state.keys().runs.backlogged();
    }

    /// Hands the open run to kvd-engine if it is old or large enough.
    ///
    /// @return whether kvd-engine has something to do
    public boolean sealIfDue(long nowNs) {
        return state.keys().runs.sealIfDue(nowNs);
    }

    /// Hands the open run to kvd-engine now, if anything was applied since the last.
    ///
    /// @return whether kvd-engine has something to do
    public boolean seal() {
        return state.keys().runs.seal();
    }

    /// Takes a little of compacted history from the index.
    ///
    /// @return whether something was done: then there may be more, and kvd-engine may have to do
    ///         its part
    public boolean compactSlice() {
        return state.compactor().slice(view.compactRevision(), SLICE_KEYS);
    }

    /// Completed when every accepted compaction is finished.
    public CompletableFuture<Void> compactions() {
        return state.compactor().newest();
    }

    /// What kvd-engine runs.
    public EngineCommitter committer() {
        return state.committer();
    }

    /// Has a snapshot taken of exactly the newest published state, which must be all that was
    /// applied. Seals the open run for it.
    ///
    /// @param receiver called on kvd-engine; closes the snapshot, from any thread
    public void orderSnapshot(Consumer<StateSnapshot> receiver) {
        state.orderSnapshot(view, receiver);
    }

    /// Bytes that the engine has allocated. Any thread.
    public long sizeBytes() {
        return state.engine().sizes().totalBytes();
    }

    /// Bytes that live rows occupy. Any thread.
    public long sizeInUseBytes() {
        return state.engine().sizes().inUseBytes();
    }
}
