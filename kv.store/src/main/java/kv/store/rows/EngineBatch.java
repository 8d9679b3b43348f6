package kv.store.rows;

import java.util.ArrayList;
import java.util.List;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// One commit: a sealed run, or a slice of a compaction. Used by kvd-engine, once.
public final class EngineBatch implements WriteBatch {

    private final CommitPoint point;
    private final PendingRun run;
    private final List<PendingRun.RowChange> changes;

    private EngineBatch(CommitPoint point, PendingRun run, List<PendingRun.RowChange> changes) {
        this.point = point;
        this.run = run;
        this.changes = changes;
    }

    /// A sealed run.
    public static EngineBatch of(PendingRun run, CommitPoint last) {
        return new EngineBatch(
                new CommitPoint(last.sequence() + 1, run.consistentIndex()), run, List.of());
    }

    /// Deletions of compacted rows.
    ///
    /// @param keys rows of table `key` to delete
    /// @param mark the mark of the finished pass in `meta`: key and value, or null
    public static EngineBatch deleting(List<byte[]> keys, byte[][] mark, CommitPoint last) {
        List<PendingRun.RowChange> changes = new ArrayList<>(keys.size() + 1);
        keys.forEach(key -> changes.add(new PendingRun.RowChange(Table.KEY, key, null)));
        if (mark != null) {
            changes.add(new PendingRun.RowChange(Table.META, mark[0], mark[1]));
        }
        return new EngineBatch(
                new CommitPoint(last.sequence() + 1, last.consistentIndex()), null, changes);
    }

    @Override
    public long sequence() {
        return point.sequence();
    }

    @Override
    public long consistentIndex() {
        return point.consistentIndex();
    }

    @Override
    public long sizeBytes() {
        return run != null ? run.sizeBytes()
                : changes.stream().mapToLong(change -> change.key().length).sum();
    }

    @Override
    public void forEach(Visitor visitor) {
        if (run != null) {
            run.forEach(visitor);
        }
        for (PendingRun.RowChange change : changes) {
            if (change.value() == null) {
                visitor.delete(change.table(), Slice.of(change.key()));
            } else {
                visitor.put(change.table(), Slice.of(change.key()), Slice.of(change.value()));
            }
        }
    }
}
