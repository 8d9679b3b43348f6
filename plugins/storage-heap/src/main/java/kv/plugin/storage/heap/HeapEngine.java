package kv.plugin.storage.heap;

import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// Tables on the heap. The committing thread (`kvd-engine`) builds the next [HeapState] beside the
/// current one and publishes it by a volatile write; readers take the reference once.
///
/// - A reader holds an immutable state, so a commit never disturbs it and close has nobody to
///   wait for: a scan that is running ends on what it began with.
/// - Nothing is durable: [#sync()] answers [CommitPoint#NONE].
public final class HeapEngine implements StorageEngine {

    private volatile HeapState state;
    private volatile boolean closed;

    /// @param state what the engine holds at first; a simulated crash passes an older state
    public HeapEngine(HeapState state) {
        this.state = state;
    }

    /// What was committed last. Stays readable when the engine is closed.
    public HeapState state() {
        return state;
    }

    @Override
    public CommitPoint lastCommit() {
        return opened().point();
    }

    @Override
    public void commit(WriteBatch batch) {
        state = opened().after(batch);
    }

    @Override
    public CommitPoint sync() {
        opened();
        return CommitPoint.NONE;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return opened().rows(table).get(key);
    }

    @Override
    public byte[] getIfCached(Table table, byte[] key) {
        return get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        opened().rows(table).scan(from, to, visitor);
    }

    @Override
    public StorageSnapshot snapshot() {
        return new Snapshot(opened());
    }

    @Override
    public Sizes sizes() {
        long bytes = opened().sizeBytes();
        return new Sizes(bytes, bytes);
    }

    @Override
    public void defragment() {
        opened();
    }

    @Override
    public void verify() {
        opened();
    }

    @Override
    public void close() {
        closed = true;
    }

    private HeapState opened() {
        if (closed) {
            throw new IllegalStateException("the heap engine is closed");
        }
        return state;
    }

    /// A state that is kept. Invalid once it or the engine is closed.
    private final class Snapshot implements StorageSnapshot {

        private final HeapState kept;
        private volatile boolean released;

        Snapshot(HeapState kept) {
            this.kept = kept;
        }

        @Override
        public CommitPoint point() {
            return kept().point();
        }

        @Override
        public byte[] get(Table table, byte[] key) {
            return kept().rows(table).get(key);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            kept().rows(table).scan(from, to, visitor);
        }

        @Override
        public void close() {
            released = true;
        }

        private HeapState kept() {
            opened();
            if (released) {
                throw new IllegalStateException("the snapshot is closed");
            }
            return kept;
        }
    }
}
