package kv.store.mvcc;

import java.util.List;
import kv.api.spi.storage.StorageEngine;
import kv.store.index.KeyIndex;
import kv.store.lease.Lessor;
import kv.store.range.KeyReads;
import kv.store.range.Pins;
import kv.store.rows.PendingRun;
import kv.store.rows.PendingRuns;
import kv.store.rows.RowSource;
import kv.store.rows.TableRows;
import kv.store.rows.ValueCache;

/// The newest state, as far as entries are applied. Confined to kvd-apply.
final class StoreState {

    final KeyIndex index;
    final Lessor lessor;
    final PendingRuns runs;
    final Pins pins;
    private final StorageEngine engine;
    private final ValueCache cache;
    private List<PendingRun> listed;
    private RowSource rows;
    /// Revision of the last entry that changed a key; 1 in an empty store.
    long revision;
    /// Newest accepted compaction, -1 when there was none.
    long compactRevision;
    TableRows tables;

    StoreState(Restored restored, Lessor lessor, PendingRuns runs, StorageEngine engine,
            ValueCache cache) {
        index = restored.index();
        this.lessor = lessor;
        this.runs = runs;
        this.engine = engine;
        this.cache = cache;
        revision = restored.revision();
        compactRevision = restored.compactRevision();
        tables = restored.tables();
        pins = new Pins(compactRevision);
    }

    /// Where rows of this state are.
    RowSource rows() {
        List<PendingRun> visible = runs.visible();
        if (visible != listed) {
            listed = visible;
            rows = new RowSource(visible, cache, engine);
        }
        return rows;
    }

    /// Reads as the writer sees the state.
    ///
    /// @param at revision of the writer, which is one above that of the state once it has changed
    ///        a key
    KeyReads reads(long at) {
        return new KeyReads(index.current(), at, compactRevision, rows(), pins);
    }
}
