package kv.plugin.storage.mapdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import org.mapdb.BTreeMap;
import org.mapdb.Serializer;
import org.mapdb.StoreDirect;
import org.mapdb.serializer.GroupSerializer;
import org.mapdb.volume.VolumeFactory;

/// A MapDB store with the ten tables. Each is a tree from key to the record that holds the value;
/// two records with fixed numbers hold the commit point and where the trees begin.
///
/// Changed by the engine's thread alone; one over a [ReadVolume] is read by any thread.
final class TableMaps implements StorageReads, WriteBatch.Visitor {

    private static final long POINT_RECORD = 1;
    private static final long CATALOG_RECORD = 2;
    private static final int NODE_KEYS = 32;
    private static final int MOST_DELETED_AT_ONCE = 10_000;
    private static final Serializer<byte[]> RECORD = Serializer.BYTE_ARRAY_NOSIZE;
    private static final GroupSerializer<byte[]> KEYS = Serializer.BYTE_ARRAY;
    private static final GroupSerializer<Long> RECORDS = Serializer.RECID;

    private final StoreDirect store;
    private final Map<Table, BTreeMap<byte[], Long>> tables = new EnumMap<>(Table.class);

    private TableMaps(StoreDirect store) {
        this.store = store;
    }

    /// Empty tables on an empty volume.
    static TableMaps create(PageVolume volume) {
        TableMaps maps = new TableMaps(store(volume, false));
        maps.require(maps.store.put(encode(CommitPoint.NONE), RECORD), POINT_RECORD);
        maps.require(maps.store.put(new byte[0], RECORD), CATALOG_RECORD);
        StringBuilder catalog = new StringBuilder();
        for (Table table : Table.values()) {
            long root = BTreeMap.Companion.putEmptyRoot$mapdb(maps.store, KEYS, RECORDS);
            catalog.append(table.bucket()).append(' ').append(root).append('\n');
            maps.tables.put(table, maps.tree(root));
        }
        byte[] bytes = catalog.toString().getBytes(StandardCharsets.US_ASCII);
        maps.store.update(CATALOG_RECORD, bytes, RECORD);
        return maps;
    }

    /// The tables of a volume that has them.
    static TableMaps open(PageVolume volume) {
        TableMaps maps = new TableMaps(store(volume, true));
        byte[] catalog = maps.store.get(CATALOG_RECORD, RECORD);
        Map<String, Long> roots = new HashMap<>();
        for (String line : new String(catalog, StandardCharsets.US_ASCII).split("\n")) {
            String[] entry = line.split(" ");
            roots.put(entry[0], Long.parseLong(entry[1]));
        }
        for (Table table : Table.values()) {
            maps.tables.put(table, maps.tree(roots.get(table.bucket())));
        }
        maps.require(maps.tables.size(), roots.size());
        return maps;
    }

    private static StoreDirect store(PageVolume volume, boolean exists) {
        // Checksums and locks are ours: the pages have the first, one thread writes.
        return StoreDirect.Companion.make(null, VolumeFactory.wrap(volume, exists), 0,
                volume.isReadOnly(), false, 0, 1 << 20, 0, false, false, false, false, false);
    }

    private BTreeMap<byte[], Long> tree(long root) {
        return new BTreeMap<>(
                KEYS, RECORDS, root, store, true, NODE_KEYS, KEYS, false, 0, true, null);
    }

    CommitPoint point() {
        ByteBuffer point = ByteBuffer.wrap(store.get(POINT_RECORD, RECORD));
        return new CommitPoint(point.getLong(), point.getLong());
    }

    void point(CommitPoint point) {
        store.update(POINT_RECORD, encode(point), RECORD);
    }

    /// Bytes that hold nothing.
    long freeBytes() {
        return store.getFreeSize();
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        Long value = tables.get(table).get(key);
        return value == null ? null : store.get(value, StoredValue.SERIALIZER);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        Iterator<Map.Entry<byte[], Long>> rows =
                tables.get(table).entryIterator(from, true, to, false);
        boolean more = true;
        while (more && rows.hasNext()) {
            Map.Entry<byte[], Long> row = rows.next();
            more = visitor.row(row.getKey(), store.get(row.getValue(), StoredValue.SERIALIZER));
        }
    }

    @Override
    public void put(Table table, Slice key, Slice value) {
        put(table, key.toBytes(), value.toBytes());
    }

    /// Sets a row. The arrays stay as they are.
    void put(Table table, byte[] key, byte[] value) {
        drop(tables.get(table).put(key, store.put(value, StoredValue.SERIALIZER)));
    }

    @Override
    public void delete(Table table, Slice key) {
        drop(tables.get(table).remove(key.toBytes()));
    }

    @Override
    public void deleteRange(Table table, Slice from, Slice to) {
        BTreeMap<byte[], Long> tree = tables.get(table);
        byte[] end = to.toBytes();
        byte[][] keys = firstKeys(tree, from.toBytes(), end);
        while (keys.length > 0) {
            for (byte[] key : keys) {
                drop(tree.remove(key));
            }
            keys = firstKeys(tree, keys[keys.length - 1], end);
        }
    }

    private void drop(Long record) {
        if (record != null) {
            store.delete(record, StoredValue.SERIALIZER);
        }
    }

    private static byte[][] firstKeys(BTreeMap<byte[], Long> tree, byte[] from, byte[] to) {
        byte[][] keys = new byte[MOST_DELETED_AT_ONCE][];
        int found = 0;
        Iterator<byte[]> rest = tree.keyIterator(from, true, to, false);
        while (found < keys.length && rest.hasNext()) {
            keys[found++] = rest.next();
        }
        return Arrays.copyOf(keys, found);
    }

    private void require(long found, long expected) {
        if (found != expected) {
            throw new StorageException("found " + found + " and not " + expected
                    + " where the tables are listed", null);
        }
    }

    private static byte[] encode(CommitPoint point) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(point.sequence())
                .putLong(point.consistentIndex())
                .array();
    }
}
