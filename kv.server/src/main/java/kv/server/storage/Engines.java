package kv.server.storage;

import java.io.IOException;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.store.wal.WalPosition;

/// The storage engine of a member, and the one that a snapshot of another member puts in its
/// place. At most one is being prepared at a time.
public interface Engines {

    /// The engine that the member begins with.
    StorageEngine current();

    /// Whether an engine keeps what it was filled with; otherwise it is filled again at each start,
    /// and the file must stay.
    boolean durable();

    /// Makes a second engine beside the first and has it filled. Durable on return, under a name
    /// that says where it stands in the log; without the log's record of that place it counts for
    /// nothing. Takes long; a platform thread that nobody waits for.
    ///
    /// @param fill fills it, and syncs it
    /// @throws IOException when there is no room for it, or no way to make it
    StorageEngine prepare(WalPosition at, Consumer<StorageEngine> fill) throws IOException;

    /// Makes the prepared engine the member's, all or nothing, durable on return. The log has the
    /// record of its place. On kvd-engine.
    void adopt(WalPosition at);

    /// Closes and deletes the prepared engine, if there is one: it is not wanted.
    void discard(WalPosition at);

    /// Closes an engine in whose place another was adopted, and deletes its files.
    void retire(StorageEngine replaced);

    /// One engine for ever, for a member that takes no snapshots.
    static Engines only(StorageEngine engine) {
        return new OnlyEngine(engine);
    }
}
