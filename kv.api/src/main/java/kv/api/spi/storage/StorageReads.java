package kv.api.spi.storage;

/// Reads of one consistent state. Any thread. Returned bytes are copies that the caller owns.
public interface StorageReads {

    /// The row's value, or null when there is none. May read from disk.
    byte[] get(Table table, byte[] key);

    /// Visits rows with `from <= key < to` in ascending unsigned byte order; `to` null is the end.
    void scan(Table table, byte[] from, byte[] to, RowVisitor visitor);

    /// Visits rows from `from` to the end of the table as [#scan] does, with the lengths of their
    /// values. The default reads the values; an engine that can do without overrides it.
    default void scanSizes(Table table, byte[] from, SizeVisitor visitor) {
        scan(table, from, null, (key, value) -> visitor.row(key, value.length));
    }

    /// Receives the rows of a scan of lengths.
    interface SizeVisitor {

        /// @return false to stop the scan
        boolean row(byte[] key, int valueSize);
    }

    /// Receives the rows of a scan.
    interface RowVisitor {

        /// @return false to stop the scan
        boolean row(byte[] key, byte[] value);
    }
}
