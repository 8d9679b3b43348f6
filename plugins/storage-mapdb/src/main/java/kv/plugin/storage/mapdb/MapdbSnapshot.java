package kv.plugin.storage.mapdb;

import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;

/// The rows as of one commit. While it is open, the pages that later commits change are kept on
/// the heap as they were.
final class MapdbSnapshot implements StorageSnapshot {

    private final MapdbEngine engine;
    private final CommitPoint point;
    private volatile ReadView view;

    MapdbSnapshot(MapdbEngine engine, ReadView view) {
        this.engine = engine;
        this.view = view;
        this.point = view.point();
    }

    @Override
    public CommitPoint point() {
        return point;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        byte[][] value = new byte[1][];
        engine.read(this, held -> value[0] = held.get(table, key));
        return value[0];
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        engine.read(this, held -> held.scan(table, from, to, visitor));
    }

    @Override
    public void close() {
        engine.closed(this);
    }

    /// @throws IllegalStateException when the snapshot is closed
    ReadView held() {
        ReadView held = view;
        if (held == null) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return held;
    }

    /// Lets the view go; called once.
    void release() {
        ReadView held = view;
        view = null;
        held.release();
    }
}
