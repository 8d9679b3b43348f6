package kv.store.rows;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;

/// The small tables as they are after some entry: all but `key` and `lease`. Immutable; a change
/// copies one table, since members, alarms and users change seldom and are read often.
///
/// `meta` is here for what is put through the store (configuration, storage version); the marks
/// that the engine's commits write themselves are as they were at start.
public final class TableRows {

    private final Map<Table, NavigableMap<byte[], byte[]>> tables;

    private TableRows(Map<Table, NavigableMap<byte[], byte[]>> tables) {
        this.tables = tables;
    }

    /// Reads the tables from an engine.
    public static TableRows load(StorageReads engine) {
        Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            if (table == Table.KEY || table == Table.LEASE) {
                continue;
            }
            NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
            engine.scan(table, new byte[0], null, (key, value) -> {
                rows.put(key, value);
                return true;
            });
            tables.put(table, rows);
        }
        return new TableRows(tables);
    }

    /// The row's value; never changed by the caller.
    public Optional<byte[]> get(Table table, byte[] key) {
        return Optional.ofNullable(rows(table).get(key));
    }

    /// All rows of a table in byte order. The map cannot be changed, and neither may its arrays.
    public NavigableMap<byte[], byte[]> rows(Table table) {
        NavigableMap<byte[], byte[]> rows = tables.get(table);
        if (rows == null) {
            throw new IllegalArgumentException(table + " is not kept whole in memory");
        }
        return Collections.unmodifiableNavigableMap(rows);
    }

    /// These tables with one row changed.
    ///
    /// @param value null to delete the row
    public TableRows with(Table table, byte[] key, byte[] value) {
        NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        rows.putAll(rows(table));
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
        Map<Table, NavigableMap<byte[], byte[]>> changed = new EnumMap<>(tables);
        changed.put(table, rows);
        return new TableRows(changed);
    }
}
