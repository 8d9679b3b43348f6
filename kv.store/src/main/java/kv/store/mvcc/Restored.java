package kv.store.mvcc;

import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.store.index.KeyEntry;
import kv.store.index.KeyIndex;
import kv.store.lease.Lessor;
import kv.store.range.BrokenInvariant;
import kv.store.rows.TableRows;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.LeaseRow;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// What the tables of an engine say, read once at start.
///
/// @param index all keys
/// @param lessor all leases, with the keys that hang on them
/// @param tables the small tables
/// @param revision the newest revision
/// @param compactRevision newest accepted compaction, -1 when there was none
/// @param finishedRevision newest compaction whose deletions are done, -1 when there was none
record Restored(KeyIndex index, Lessor lessor, TableRows tables, long revision,
        long compactRevision, long finishedRevision) {

    /// Reads everything. The rows of a compaction may all be gone, so the revision is at least
    /// that of the newest compaction.
    static Restored from(StorageReads engine, MvccOptions options) {
        TableRows tables = TableRows.load(engine);
        long scheduled = mark(tables, MetaRows.SCHEDULED_COMPACT_REVISION);
        long finished = mark(tables, MetaRows.FINISHED_COMPACT_REVISION);
        long compacted = Math.max(scheduled, finished);
        Lessor lessor = new Lessor(options.minLeaseTtlSeconds());
        engine.scan(Table.LEASE, new byte[0], null, (key, value) -> {
            lessor.restore(LeaseRow.decode(value));
            return true;
        });
        Keys keys = new Keys(new KeyIndex(), lessor);
        engine.scan(Table.KEY, new byte[0], null, keys::row);
        long revision = Math.max(1, Math.max(keys.newest, compacted));
        return new Restored(keys.index, lessor, tables, revision, compacted, finished);
    }

    private static long mark(TableRows tables, String name) {
        return MetaRows.revision(
                tables.get(Table.META, MetaRows.key(name)).orElse(null), -1);
    }

    /// Rows of table `key`, in order.
    private static final class Keys {

        private final KeyIndex index;
        private final Lessor lessor;
        private long newest;

        Keys(KeyIndex index, Lessor lessor) {
            this.index = index;
            this.lessor = lessor;
        }

        boolean row(byte[] key, byte[] value) {
            if (!RevisionKey.valid(key)) {
                throw new BrokenInvariant("Table key holds a row whose key is no revision."
                        + " Next: replace the data directory from a snapshot.");
            }
            KeyValueCodec.Fields kv = KeyValueCodec.read(value, 0, value.length);
            boolean tombstone = RevisionKey.tombstone(key);
            newest = RevisionKey.main(key);
            // etcdutl raises the revision by a row of an empty key, which has no version.
            long version = tombstone ? 0 : Math.max(1, kv.stamp().version());
            KeyEntry entry = index.restore(kv.key(), newest, RevisionKey.sub(key), version,
                    kv.stamp().createRevision());
            if (entry != null) {
                long lease = tombstone ? 0 : kv.stamp().lease();
                if (lease != 0 || entry.attachment() != null) {
                    entry.attach(lessor.attach(entry.key(), entry.attachment(), lease));
                }
            }
            return true;
        }
    }
}
