package kv.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// What an engine must hold, in the plainest form: a sorted map for each table.
public final class ExpectedTables implements WriteBatch.Visitor {

    private final Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);

    /// Empty tables.
    public ExpectedTables() {
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    /// Fails unless `engine` shows exactly these rows, by scan and by single reads.
    public void assertShownBy(StorageReads engine) {
        for (Table table : Table.values()) {
            Iterator<Map.Entry<byte[], byte[]>> expected =
                    tables.get(table).entrySet().iterator();
            engine.scan(table, new byte[0], null, (key, value) -> {
                assertTrue(expected.hasNext(), () -> "row too many: " + name(table, key));
                assertRow(table, expected.next(), key, value);
                assertArrayEquals(value, engine.get(table, key), () -> name(table, key));
                return true;
            });
            assertFalse(expected.hasNext(),
                    () -> "row missing: " + name(table, expected.next().getKey()));
        }
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

    private static void assertRow(
            Table table, Map.Entry<byte[], byte[]> expected, byte[] key, byte[] value) {
        assertEquals(name(table, expected.getKey()), name(table, key));
        assertArrayEquals(expected.getValue(), value, () -> "value of " + name(table, key));
    }

    private static String name(Table table, byte[] key) {
        return table.bucket() + "/" + HexFormat.of().formatHex(key);
    }
}
