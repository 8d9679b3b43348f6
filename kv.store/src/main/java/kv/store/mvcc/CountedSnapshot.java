package kv.store.mvcc;

import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;

/// A snapshot of the engine that says, once, when it is closed. Any thread.
final class CountedSnapshot implements StorageSnapshot {

    private final StorageSnapshot snapshot;
    private final Runnable onClose;
    private final AtomicBoolean open = new AtomicBoolean(true);

    CountedSnapshot(StorageSnapshot snapshot, Runnable onClose) {
        this.snapshot = snapshot;
        this.onClose = onClose;
    }

    @Override
    public CommitPoint point() {
        return snapshot.point();
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return snapshot.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        snapshot.scan(table, from, to, visitor);
    }

    @Override
    public void scanSizes(Table table, byte[] from, SizeVisitor visitor) {
        snapshot.scanSizes(table, from, visitor);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            snapshot.close();
            onClose.run();
        }
    }
}
