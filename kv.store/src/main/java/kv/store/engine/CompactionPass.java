package kv.store.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.index.IndexRoot;
import kv.store.rows.EngineBatch;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// The physical half of a compaction: looks at every row up to its revision, a batch a turn,
/// computes the hash on the way and deletes what nobody can reach. Made by kvd-apply, used by
/// kvd-engine.
///
/// Deletions go in ascending order, the mark that the pass is finished goes with the last; so
/// after a crash the whole pass is simply made again.
public final class CompactionPass {

    private final Order order;
    private final KeptRows kept;
    private final KvHasher hasher;
    private byte[] next = RevisionKey.of(0, 0);

    /// What is to be done.
    ///
    /// @param revision the compact revision
    /// @param previous the one before, -1 for none
    /// @param hashed whether the hash is kept: only when the compaction before was finished, so
    ///        that this one sees every row since
    /// @param runSequence the run whose commit holds all rows up to the revision
    /// @param finished completed after the last deletions are committed
    public record Order(long revision, long previous, boolean hashed, long runSequence,
            CompletableFuture<Void> finished) {
    }

    /// @param index a tree in which the compaction's pruning is done
    public CompactionPass(Order order, IndexRoot index) {
        this.order = order;
        kept = new KeptRows(index, order.revision(), true);
        hasher = new KvHasher(kept, order.previous());
    }

    long runSequence() {
        return order.runSequence();
    }

    /// One batch.
    ///
    /// @return whether the pass is finished
    boolean turn(StorageEngine engine, int batchRows, CompactionHashes hashes) {
        Batch batch = new Batch(batchRows);
        engine.scan(Table.KEY, next, RevisionKey.of(order.revision() + 1, 0), batch::row);
        boolean last = batch.rows < batchRows;
        byte[][] mark = !last ? null : new byte[][] {
            MetaRows.key(MetaRows.FINISHED_COMPACT_REVISION), MetaRows.revision(order.revision())
        };
        if (last || !batch.deletions.isEmpty()) {
            engine.commit(EngineBatch.deleting(batch.deletions, mark, engine.lastCommit()));
        }
        if (last) {
            finish(hashes);
        }
        return last;
    }

    private void finish(CompactionHashes hashes) {
        if (order.hashed()) {
            hashes.add(new KvHash(hasher.value(), order.revision(), order.previous()));
        }
        order.finished().complete(null);
    }

    /// The rows of one turn.
    private final class Batch {

        private final int limit;
        private final List<byte[]> deletions = new ArrayList<>();
        private int rows;

        Batch(int limit) {
            this.limit = limit;
        }

        boolean row(byte[] key, byte[] value) {
            if (!kept.contains(key, value)) {
                deletions.add(key);
            }
            hasher.row(key, value);
            rows++;
            next = Arrays.copyOf(key, key.length + 1);
            return rows < limit;
        }
    }
}
