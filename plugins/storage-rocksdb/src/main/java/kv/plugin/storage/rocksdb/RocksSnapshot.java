package kv.plugin.storage.rocksdb;

import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.EngineGate;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/// The rows as of one commit. While it is open, RocksDB keeps what is deleted after it.
///
/// Its scans leave the block cache alone: a snapshot is read once, from end to end.
final class RocksSnapshot implements StorageSnapshot {

    private final CommitPoint point;
    private final RocksReads reads;
    private final EngineGate gate;
    private final Consumer<RocksSnapshot> onClose;
    private Snapshot pinned;

    RocksSnapshot(
            CommitPoint point, RocksReads reads, EngineGate gate,
            Consumer<RocksSnapshot> onClose) {
        this.point = point;
        this.reads = reads;
        this.gate = gate;
        this.onClose = onClose;
        this.pinned = reads.db().getSnapshot();
    }

    @Override
    public CommitPoint point() {
        return point;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        Lock passage = gate.enter();
        try (ReadOptions options = options()) {
            return reads.get(reads.family(table), options, key);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        Lock passage = gate.enter();
        try (ReadOptions options = options().setFillCache(false)) {
            reads.scan(table, from, to, options, visitor);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public void scanSizes(Table table, byte[] from, SizeVisitor visitor) {
        Lock passage = gate.enter();
        try (ReadOptions options = options().setFillCache(false)) {
            reads.scanSizes(table, from, options, visitor);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        Lock passage;
        try {
            passage = gate.enter();
        } catch (IllegalStateException e) {
            return; // the engine was closed and released it
        }
        try {
            release();
        } finally {
            passage.unlock();
        }
    }

    /// Lets RocksDB drop what only this snapshot sees.
    synchronized void release() {
        if (pinned != null) {
            reads.db().releaseSnapshot(pinned);
            pinned = null;
        }
    }

    private synchronized ReadOptions options() {
        if (pinned == null) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return new ReadOptions().setSnapshot(pinned);
    }
}
