package kv.api.spi.storage;

/// A state that does not change while it is held. Taken between commits by the committing thread,
/// read by any thread, closed by its holder within a bounded time.
public interface StorageSnapshot extends StorageReads, AutoCloseable {

    /// The commit that this snapshot shows, exactly.
    CommitPoint point();

    @Override
    void close();
}
