package kv.plugin.storage.rocksdb;

import java.util.List;
import kv.api.spi.storage.EngineGate;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageReads.RowVisitor;
import kv.api.spi.storage.StorageReads.SizeVisitor;
import kv.api.spi.storage.Table;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Holder;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// Reads of an open database, for the engine and its snapshots. Any thread; the caller holds the
/// [EngineGate], so that the native objects live as long as the call.
///
/// @param families the point's family, then one per table in the enum's order
record RocksReads(RocksDB db, List<ColumnFamilyHandle> families) {

    ColumnFamilyHandle family(Table table) {
        return families.get(1 + table.ordinal());
    }

    byte[] get(ColumnFamilyHandle family, ReadOptions options, byte[] key) {
        try {
            return db.get(family, options, key);
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    /// A miss of the cache is an answer here and an exception in `get`, which costs more than the
    /// read that it saves.
    byte[] getIfCached(Table table, ReadOptions options, byte[] key) {
        Holder<byte[]> value = new Holder<>();
        db.keyMayExist(family(table), options, key, value);
        return value.getValue();
    }

    void scan(
            Table table, byte[] from, byte[] to, ReadOptions options, RowVisitor visitor) {
        if (to == null) {
            visit(table, from, options, visitor);
            return;
        }
        try (Slice end = new Slice(to)) {
            visit(table, from, options.setIterateUpperBound(end), visitor);
        }
    }

    /// Values stay where they are: RocksDB tells the length of one that does not fit.
    void scanSizes(Table table, byte[] from, ReadOptions options, SizeVisitor visitor) {
        byte[] none = new byte[0];
        try (RocksIterator rows = db.newIterator(family(table), options)) {
            rows.seek(from);
            while (rows.isValid() && visitor.row(rows.key(), rows.value(none))) {
                rows.next();
            }
            rows.status();
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    StorageException broken(RocksDBException e) {
        return new StorageException(
                "RocksDB in " + db.getName() + " failed: " + e.getMessage(), e);
    }

    private void visit(Table table, byte[] from, ReadOptions options, RowVisitor visitor) {
        try (RocksIterator rows = db.newIterator(family(table), options)) {
            rows.seek(from);
            while (rows.isValid() && visitor.row(rows.key(), rows.value())) {
                rows.next();
            }
            // An iterator that met damage is no longer valid, as one that met the end.
            rows.status();
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }
}
