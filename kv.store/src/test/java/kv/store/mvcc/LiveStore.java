package kv.store.mvcc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kv.api.KvException;
import kv.plugin.storage.heap.HeapEngine;
import kv.plugin.storage.heap.HeapState;

/// A store whose loops are turned by hand, with a log that survives it: [#crash] loses whatever
/// the engine does not hold, opens the store again and applies the rest of the log.
final class LiveStore {

    private final MvccOptions options;
    private final List<Function<WriteTxn, Object>> log = new ArrayList<>();
    private HeapEngine engine = new HeapEngine(HeapState.EMPTY);
    private MvccStore store;

    LiveStore() {
        this(MvccOptions.defaults().withValueCacheBytes(1 << 20));
    }

    LiveStore(MvccOptions options) {
        this.options = options;
        store = MvccStore.open(engine, options, Headers.REVISION_ONLY);
    }

    MvccStore store() {
        return store;
    }

    ReadView view() {
        return store.view();
    }

    /// Applies one entry and publishes it.
    ///
    /// @throws KvException the entry's refusal
    <T> T apply(Function<WriteTxn, T> entry) {
        log.add(entry::apply);
        try {
            return applyUnpublished(log.size(), entry);
        } finally {
            store.publish();
        }
    }

    private <T> T applyUnpublished(long index, Function<WriteTxn, T> entry) {
        while (store.backlogged()) {
            engineTurn();
        }
        WriteTxn txn = store.begin(index, 1);
        try {
            return entry.apply(txn);
        } finally {
            txn.end();
        }
    }

    int engineTurn() {
        return store.committer().doWork(log::size);
    }

    /// Commits everything and finishes every compaction.
    void settle() {
        store.seal();
        boolean busy = true;
        while (busy) {
            busy = store.compactSlice() | engineTurn() > 0;
        }
    }

    /// A snapshot of everything applied.
    StateSnapshot snapshot() {
        CompletableFuture<StateSnapshot> taken = new CompletableFuture<>();
        store.orderSnapshot(taken::complete);
        while (!taken.isDone()) {
            engineTurn();
        }
        return taken.join();
    }

    void crash() {
        engine = new HeapEngine(engine.state());
        store = MvccStore.open(engine, options, Headers.REVISION_ONLY);
        for (long index = store.appliedIndex() + 1; index <= log.size(); index++) {
            replay(index);
        }
        store.publish();
    }

    private void replay(long index) {
        try {
            applyUnpublished(index, log.get((int) index - 1));
        } catch (KvException e) {
            assert e.code().isPresent();
        }
    }
}
