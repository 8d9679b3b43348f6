package kv.plugin.storage.rocksdb;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// RocksDB's manual compaction, which may take minutes, and goes on beside everything else until it
/// is cancelled. One at a time; any thread cancels.
final class Defragmentation {

    private CompactRangeOptions running;
    private boolean cancelled;

    /// Works through one table; does nothing once cancelled.
    ///
    /// @throws RocksDBException also when it was cancelled meanwhile
    void run(RocksDB db, ColumnFamilyHandle family) throws RocksDBException {
        CompactRangeOptions options =
                new CompactRangeOptions().setExclusiveManualCompaction(false);
        try {
            if (begin(options)) {
                db.compactRange(family, null, null, options);
            }
        } finally {
            end(options);
        }
    }

    private synchronized boolean begin(CompactRangeOptions options) {
        running = options;
        return !cancelled;
    }

    private synchronized void end(CompactRangeOptions options) {
        running = null;
        options.close();
    }

    /// Ends what runs, and lets nothing run from now on.
    synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.setCanceled(true);
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }
}
