package kv.api.spi.storage;

/// Ordered changes that take effect together or not at all. Read by the engine inside
/// [StorageEngine#commit] alone; it keeps no reference to the buffers.
public interface WriteBatch {

    /// Number of this batch, one more than the last that the engine holds.
    long sequence();

    /// Raft index that the batch's content reaches; the engine stores it with the batch.
    long consistentIndex();

    /// Total bytes of keys and values.
    long sizeBytes();

    /// Hands every change to `visitor`, in order.
    void forEach(Visitor visitor);

    /// Receives the changes. Buffers are valid during the call only: `bytes[from, from+length)`.
    interface Visitor {

        /// Sets a row. In [Table#KEY] keys come in ascending order, each greater than all before.
        void put(Table table, Slice key, Slice value);

        /// Removes a row; one that is not there is no error.
        void delete(Table table, Slice key);

        /// Removes every row in `[from, to)`.
        void deleteRange(Table table, Slice from, Slice to);
    }
}
