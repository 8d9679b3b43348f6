package kv.store.rows;

import java.util.List;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.schema.RevisionKey;

/// Finds the row of a revision: in the pending runs of one publication, in the cache, in the
/// engine. Any thread.
///
/// Complete without locks: a row that has left the runs of this publication was in the engine
/// when the runs were listed.
public final class RowSource {

    private final PendingRun[] runs;
    private final ValueCache cache;
    private final StorageEngine engine;

    /// @param runs oldest first
    public RowSource(List<PendingRun> runs, ValueCache cache, StorageEngine engine) {
        this.runs = runs.toArray(PendingRun[]::new);
        this.cache = cache;
        this.engine = engine;
    }

    /// The encoded KeyValue, or null when no row is there. May read from disk.
    public Slice find(long main, long sub) {
        Slice near = findInMemory(main, sub);
        if (near != null) {
            return near;
        }
        return remember(main, sub, engine.get(Table.KEY, RevisionKey.of(main, sub)));
    }

    /// The encoded KeyValue, or null when it cannot be had without waiting. Safe on event loops.
    public Slice findWithoutWaiting(long main, long sub) {
        Slice near = findInMemory(main, sub);
        if (near != null) {
            return near;
        }
        return remember(main, sub, engine.getIfCached(Table.KEY, RevisionKey.of(main, sub)));
    }

    /// The runs, oldest first.
    public List<PendingRun> runs() {
        return List.of(runs);
    }

    /// The engine below.
    public StorageEngine engine() {
        return engine;
    }

    private Slice findInMemory(long main, long sub) {
        for (int i = runs.length - 1; i >= 0; i--) {
            if (main >= runs[i].firstMain()) {
                return runs[i].find(main, sub);
            }
        }
        byte[] cached = cache.get(main, sub);
        return cached == null ? null : Slice.of(cached);
    }

    private Slice remember(long main, long sub, byte[] row) {
        if (row == null) {
            return null;
        }
        cache.put(main, sub, row, 0, row.length);
        return Slice.of(row);
    }
}
