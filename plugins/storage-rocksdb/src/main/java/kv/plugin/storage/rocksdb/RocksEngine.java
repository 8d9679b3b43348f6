package kv.plugin.storage.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.EngineGate;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// An open RocksDB database. Commits, syncs and snapshots come from one thread at a time
/// (`kvd-engine`), reads from any.
///
/// - One commit is one native write; the commit point is a row of the same write.
/// - Nothing is durable before [#sync()] or a flush that RocksDB made for want of memory.
/// - A failure is remembered: every later call throws it again.
final class RocksEngine implements StorageEngine {

    private final Path directory;
    private final RocksSettings settings;
    private final RocksReads reads;
    private final int[] familyIds = new int[Table.values().length];
    private final WriteOptions write = new WriteOptions().setDisableWAL(true);
    private final ReadOptions read = new ReadOptions();
    private final ReadOptions cached = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final EngineGate gate = new EngineGate("RocksDB");
    private final Set<RocksSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final Defragmentation defragmentation = new Defragmentation();
    private volatile CommitPoint point;
    private volatile StorageException failure;

    RocksEngine(
            Path directory, RocksSettings settings, RocksDB db,
            List<ColumnFamilyHandle> families) {
        this.directory = directory;
        this.settings = settings;
        this.reads = new RocksReads(db, families);
        for (Table table : Table.values()) {
            familyIds[table.ordinal()] = reads.family(table).getID();
        }
        byte[] stored = reads.get(families.getFirst(), read, BatchBytes.POINT_KEY);
        point = stored == null ? CommitPoint.NONE : BatchBytes.decode(stored);
    }

    @Override
    public CommitPoint lastCommit() {
        enter().unlock();
        return point;
    }

    @Override
    public void commit(WriteBatch batch) {
        if (batch.sequence() != point.sequence() + 1) {
            throw new IllegalArgumentException(
                    "batch " + batch.sequence() + " cannot follow " + point);
        }
        perform(() -> {
            byte[] bytes = BatchBytes.of(batch, familyIds);
            try (org.rocksdb.WriteBatch one = new org.rocksdb.WriteBatch(bytes)) {
                reads.db().write(write, one);
            }
        });
        point = new CommitPoint(batch.sequence(), batch.consistentIndex());
    }

    @Override
    public CommitPoint sync() {
        perform(this::flush);
        return point;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        Lock passage = enter();
        try {
            return reads.get(reads.family(table), read, key);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public byte[] getIfCached(Table table, byte[] key) {
        Lock passage = enter();
        try {
            return reads.getIfCached(table, cached, key);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        Lock passage = enter();
        try (ReadOptions options = new ReadOptions()) {
            reads.scan(table, from, to, options, visitor);
        } finally {
            passage.unlock();
        }
    }

    @Override
    public StorageSnapshot snapshot() {
        enter().unlock();
        RocksSnapshot snapshot = new RocksSnapshot(point, reads, gate, snapshots::remove);
        snapshots.add(snapshot);
        return snapshot;
    }

    /// Files, and the memory tables that will become files. The share in use is RocksDB's estimate.
    @Override
    public Sizes sizes() {
        long memory = property("rocksdb.cur-size-all-mem-tables");
        long total = property("rocksdb.total-sst-files-size") + memory;
        long inUse = property("rocksdb.estimate-live-data-size") + memory;
        return new Sizes(total, Math.min(inUse, total));
    }

    @Override
    public void defragment() {
        Lock passage = enter();
        try {
            for (ColumnFamilyHandle family : reads.families()) {
                defragmentation.run(reads.db(), family);
            }
        } catch (RocksDBException e) {
            if (!defragmentation.cancelled()) {
                failure = broken(e);
                throw failure;
            }
        } finally {
            passage.unlock();
        }
    }

    @Override
    public void verify() {
        perform(reads.db()::verifyChecksum);
    }

    /// Flushes first, so that a clean stop leaves nothing to replay.
    @Override
    public void close() {
        defragmentation.cancel();
        gate.close(this::release);
    }

    private void release() {
        snapshots.forEach(RocksSnapshot::release);
        snapshots.clear();
        try {
            if (failure == null) {
                flush();
            }
        } catch (RocksDBException e) {
            failure = broken(e);
        } finally {
            reads.families().forEach(ColumnFamilyHandle::close);
            reads.db().close();
            read.close();
            cached.close();
            write.close();
            settings.close();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// All tables at once. May stall writers, of which there is none: this is their thread.
    private void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions()) {
            options.setWaitForFlush(true).setAllowWriteStall(true);
            reads.db().flush(options, reads.families());
        }
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

    private void perform(NativeCall call) {
        Lock passage = enter();
        try {
            call.run();
        } catch (RocksDBException e) {
            failure = broken(e);
            throw failure;
        } finally {
            passage.unlock();
        }
    }

    private long property(String name) {
        Lock passage = enter();
        try {
            return reads.db().getAggregatedLongProperty(name);
        } catch (RocksDBException e) {
            throw broken(e);
        } finally {
            passage.unlock();
        }
    }

    private StorageException broken(RocksDBException e) {
        return new StorageException(
                "RocksDB in " + directory + " failed: " + e.getMessage()
                        + "; what the member acknowledged is in its log",
                e);
    }

    /// A call into the library.
    private interface NativeCall {
        void run() throws RocksDBException;
    }
}
