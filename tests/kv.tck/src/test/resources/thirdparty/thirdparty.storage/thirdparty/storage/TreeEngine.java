package thirdparty.storage;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// As little as an engine can be: one thread, no snapshots.
final class TreeEngine implements StorageEngine, WriteBatch.Visitor {

    private final Map<Table, TreeMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
    private CommitPoint point = CommitPoint.NONE;

    TreeEngine() {
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    @Override
    public CommitPoint lastCommit() {
        return point;
    }

    @Override
    public void commit(WriteBatch batch) {
        batch.forEach(this);
        point = new CommitPoint(batch.sequence(), batch.consistentIndex());
    }

    @Override
    public void put(Table table, Slice key, Slice value) {
        tables.get(table).put(key.toBytes(), value.toBytes());
    }

    @Override
    public void delete(Table table, Slice key) {
        tables.get(table).remove(key.toBytes());
    }

    @Override
    public void deleteRange(Table table, Slice from, Slice to) {
        tables.get(table).subMap(from.toBytes(), to.toBytes()).clear();
    }

    @Override
    public CommitPoint sync() {
        return CommitPoint.NONE;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return tables.get(table).get(key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        for (var row : tables.get(table).tailMap(from).entrySet()) {
            boolean after = to != null && Arrays.compareUnsigned(row.getKey(), to) >= 0;
            if (after || !visitor.row(row.getKey(), row.getValue())) {
                return;
            }
        }
    }

    @Override
    public StorageSnapshot snapshot() {
        throw new IllegalStateException("the test takes no snapshot");
    }

    @Override
    public Sizes sizes() {
        return new Sizes(0, 0);
    }

    @Override
    public void defragment() {
    }

    @Override
    public void verify() {
    }

    @Override
    public void close() {
    }
}
