package kv.store.mvcc;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.spi.storage.StorageSnapshot;
import kv.store.engine.CompactionHashes;
import kv.store.engine.KvHash;
import kv.store.engine.StateHash;

/// A published state together with a snapshot of the engine that shows exactly the same. For
/// kvd-read, one thread; closed within a bounded time, since compaction waits for it. Whoever
/// needs it for longer lets compaction go on with [#releaseHistory()].
public final class StateSnapshot implements AutoCloseable {

    private final ReadView view;
    private final StorageSnapshot rows;
    private final CompactionHashes hashes;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean pinned = new AtomicBoolean(true);

    StateSnapshot(ReadView view, StorageSnapshot rows, CompactionHashes hashes) {
        this.view = view;
        this.rows = rows;
        this.hashes = hashes;
    }

    /// The state.
    public ReadView view() {
        return view;
    }

    /// All rows of the state.
    public StorageSnapshot rows() {
        return rows;
    }

    /// etcd's HashKV. A hash that a compaction left at the very revision comes first, even for
    /// revision 0 and below the compact revision.
    ///
    /// @param revision 0 for the newest; below 0 nothing is hashed
    /// @throws KvException compacted or future revision
    public KvHash hashKv(long revision) {
        Optional<KvHash> left = hashes.find(revision);
        if (left.isPresent()) {
            return left.get();
        }
        if (revision > 0 && revision < view.compactRevision()) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        if (revision > view.revision()) {
            throw new KvException(ErrorCode.FUTURE_REVISION);
        }
        return StateHash.hashKv(rows, view.reads().index(), view.compactRevision(),
                revision == 0 ? view.revision() : revision);
    }

    /// etcd's Hash: over all tables.
    public int hash() {
        return StateHash.hash(rows);
    }

    /// Lets compaction take history away from the index: from now on only [#rows()] and what the
    /// view tells about itself may be read, no keys.
    public void releaseHistory() {
        if (pinned.compareAndSet(true, false)) {
            view.reads().pins().unpin(view.compactRevision());
        }
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            releaseHistory();
            rows.close();
        }
    }
}
