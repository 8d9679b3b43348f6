package kv.plugin.storage.mapdb;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.EngineGate;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import org.mapdb.DBException;

/// MapDB's tables over pages that change all at once. The engine's thread commits, syncs, takes
/// snapshots and closes; any thread reads, or defragments.
///
/// - A commit changes pages on the heap and publishes them; a read takes the view of the newest
///   commit and so never sees half of one.
/// - A sync flushes the pages through the journal. So does a commit that leaves more of them than
///   the write buffer may hold: what is on disk is always a commit, and never behind a sync.
/// - Defragmenting writes the store anew beside the old one, which its readers keep until they
///   are done. Commits wait for it.
final class MapdbEngine implements StorageEngine {

    private static final int JOURNAL_BUFFERS = 4;

    private final Path directory;
    private final long flushBytes;
    private final EngineGate gate = new EngineGate("MapDB");
    private final ReentrantLock changes = new ReentrantLock();
    private final Set<MapdbSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private volatile MapStore store;
    private volatile CommitPoint point;
    private volatile StorageException failure;

    MapdbEngine(Path directory, StorageOptions options, Function<Long, MapStore> store) {
        this.directory = directory;
        this.flushBytes = options.writeBufferBytes();
        this.store = store.apply(journalBytes());
        point = this.store.point();
    }

    @Override
    public CommitPoint lastCommit() {
        enter().unlock();
        return point;
    }

    @Override
    public void commit(WriteBatch batch) {
        enter().unlock();
        if (batch.sequence() != point.sequence() + 1) {
            throw new IllegalArgumentException(
                    "batch " + batch.sequence() + " cannot follow " + point);
        }
        perform(() -> {
            store.commit(batch);
            if (store.unflushedBytes() >= flushBytes) {
                store.flush();
            }
        });
        point = new CommitPoint(batch.sequence(), batch.consistentIndex());
    }

    @Override
    public CommitPoint sync() {
        perform(() -> store.flush());
        return point;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        byte[][] value = new byte[1][];
        read(view -> value[0] = view.get(table, key));
        return value[0];
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        read(view -> view.scan(table, from, to, visitor));
    }

    @Override
    public StorageSnapshot snapshot() {
        Lock passage = enter();
        try {
            MapdbSnapshot snapshot = new MapdbSnapshot(this, store.view());
            snapshots.add(snapshot);
            return snapshot;
        } catch (StorageException | DBException e) {
            throw fail(e);
        } finally {
            passage.unlock();
        }
    }

    /// As of the last commit.
    @Override
    public Sizes sizes() {
        enter().unlock();
        return store.sizes();
    }

    @Override
    public void defragment() {
        perform(() -> {
            MapStore old = store;
            store = old.rewritten(journalBytes(), flushBytes);
            old.close();
        });
    }

    @Override
    public void verify() {
        perform(() -> store.verify());
    }

    /// Flushes first, so that a clean stop leaves nothing to replay.
    @Override
    public void close() {
        gate.close(this::release);
    }

    /// Runs a read of the newest commit, or of a view that is held.
    void read(ViewReader reader) {
        Lock passage = enter();
        try {
            ReadView view = store.view();
            try {
                reader.read(view);
            } finally {
                view.release();
            }
        } catch (StorageException | DBException e) {
            throw fail(e);
        } finally {
            passage.unlock();
        }
    }

    /// The same of a view that a snapshot holds.
    void read(MapdbSnapshot snapshot, ViewReader reader) {
        Lock passage = enter();
        try {
            reader.read(snapshot.held());
        } catch (StorageException | DBException e) {
            throw fail(e);
        } finally {
            passage.unlock();
        }
    }

    void closed(MapdbSnapshot snapshot) {
        if (snapshots.remove(snapshot)) {
            snapshot.release();
        }
    }

    private void release() {
        try {
            if (failure == null) {
                store.flush();
            }
        } finally {
            snapshots.forEach(this::closed);
            store.close();
        }
    }

    private long journalBytes() {
        return JOURNAL_BUFFERS * flushBytes;
    }

    private Lock enter() {
        Lock passage = gate.enter();
        StorageException known = failure;
        if (known != null) {
            passage.unlock();
            throw known;
        }
        return passage;
    }

    /// A change that ends half-way is the end of this instance, whatever the reason.
    private void perform(Runnable change) {
        Lock passage = enter();
        changes.lock();
        try {
            change.run();
        } catch (RuntimeException | Error e) {
            throw fail(e);
        } finally {
            changes.unlock();
            passage.unlock();
        }
    }

    private StorageException fail(Throwable e) {
        failure = new StorageException("MapDB in " + directory + " failed: " + e.getMessage()
                + "; what the member acknowledged is in its log", e);
        return failure;
    }

    /// Reads from a view.
    interface ViewReader {
        void read(ReadView view);
    }
}
