package kv.api.spi.storage;

/// An ordered byte map in ten tables.
///
/// - [#commit], [#sync], [#snapshot] and [#close] are called by one thread at a time
///   (`kvd-engine`); reads come from any thread, also while a commit runs. So does [#defragment],
///   one at a time.
/// - A commit is atomic: after any crash the engine holds all of a batch or nothing of it.
/// - When [#commit] returns, every read that begins later sees it; during it a reader may see
///   the old state or the new one.
/// - What [#sync] answered survives a loss of power, if the engine is [Capability#DURABLE].
/// - After a [StorageException] the instance is finished: every further call throws.
/// - Using a closed engine throws [IllegalStateException] and never crashes the process; close
///   waits for running reads and invalidates open snapshots.
public interface StorageEngine extends StorageReads, AutoCloseable {

    /// The commit found on opening, or the newest since.
    CommitPoint lastCommit();

    /// Makes the batch visible and atomic, not yet durable.
    ///
    /// @throws StorageException when it fails; final for this instance
    void commit(WriteBatch batch);

    /// Makes everything committed so far durable.
    ///
    /// @return the commit that now survives a loss of power; [CommitPoint#NONE] for an engine
    ///         that is not durable
    CommitPoint sync();

    /// The row's value if it can be had without waiting for a disk, else null. The default knows
    /// no such value. Safe on event loops.
    default byte[] getIfCached(Table table, byte[] key) {
        return null;
    }

    /// The state as of the last commit.
    StorageSnapshot snapshot();

    /// Bytes on disk.
    Sizes sizes();

    /// Gives unused space back. Returns when it is done. An engine that cannot do so beside a
    /// commit or a sync lets that wait; [#close] ends it early.
    void defragment();

    /// Reads everything and checks it, as far as the engine can.
    ///
    /// @throws StorageException naming the damage found first
    void verify();

    @Override
    void close();

    /// What the engine occupies.
    ///
    /// @param totalBytes allocated on disk
    /// @param inUseBytes of these, holding live rows; an estimate unless the engine claims
    ///        [Capability#EXACT_SIZES]
    record Sizes(long totalBytes, long inUseBytes) {
    }
}
