package kv.store.engine;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32C;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.store.index.IndexRoot;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// Hashes of an engine's content. Any thread that may block.
public final class StateHash {

    private static final Set<String> UNCOUNTED = Set.of(
            MetaRows.CONSISTENT_INDEX, MetaRows.TERM, MetaRows.STORAGE_VERSION);

    private StateHash() {
    }

    /// etcd's HashKV.
    ///
    /// @param rows holds every row up to `revision`
    /// @param index of the same state; the revision is pinned
    /// @param compactRevision of the same state
    /// @param revision below zero counts nothing
    public static KvHash hashKv(
            StorageReads rows, IndexRoot index, long compactRevision, long revision) {
        KvHasher hasher =
                new KvHasher(new KeptRows(index, revision, false), compactRevision);
        if (revision >= 0) {
            rows.scan(Table.KEY, RevisionKey.of(0, 0), RevisionKey.of(revision + 1, 0),
                    (key, value) -> {
                        hasher.row(key, value);
                        return true;
                    });
        }
        return new KvHash(hasher.value(), revision, compactRevision);
    }

    /// etcd's Hash: all tables, but for the marks that differ between members by nature.
    public static int hash(StorageReads rows) {
        CRC32C crc = new CRC32C();
        for (Table table : Table.values()) {
            crc.update(table.bucket().getBytes(StandardCharsets.US_ASCII));
            rows.scan(table, new byte[0], null, (key, value) -> {
                if (table != Table.META || counted(key)) {
                    crc.update(key);
                    crc.update(value);
                }
                return true;
            });
        }
        return (int) crc.getValue();
    }

    private static boolean counted(byte[] key) {
        return !UNCOUNTED.contains(new String(key, StandardCharsets.US_ASCII));
    }
}
