package kv.store.watch.event;

import kv.api.spi.storage.Slice;
import kv.store.range.BrokenInvariant;
import kv.store.range.Hit;
import kv.store.range.KeyReads;

/// The pairs before the events of one batch, looked up at most once. Confined to one thread at a
/// time. Whoever looks has pinned the revision before the batch, or lives with pairs that
/// compaction has taken.
public final class PrevValues {

    private static final Slice ABSENT = Slice.of(new byte[0]);

    private final EventBatch batch;
    private final KeyReads reads;
    private final boolean waiting;
    private Slice[] found;

    /// @param reads a state that holds the batch's revisions
    /// @param waiting whether a look may read from disk
    public PrevValues(EventBatch batch, KeyReads reads, boolean waiting) {
        this.batch = batch;
        this.reads = reads;
        this.waiting = waiting;
    }

    /// Looks an event's pair up, unless it was done before.
    ///
    /// @return false when the pair cannot be had without waiting
    boolean look(int event) {
        if (found == null) {
            found = new Slice[batch.size()];
        }
        if (found[event] == null) {
            found[event] = batch.created(event) ? ABSENT : read(event);
        }
        return found[event] != null;
    }

    /// The pair before an event that was looked up, or null when there is none.
    Slice get(int event) {
        Slice prev = found[event];
        return prev == ABSENT ? null : prev;
    }

    private Slice read(int event) {
        long before = batch.revision(event) - 1;
        Hit hit = reads.find(batch.key(event).toBytes(), before);
        if (hit == null) {
            return ABSENT;
        }
        Slice row = waiting ? reads.rows().find(hit.main(), hit.sub())
                : reads.rows().findWithoutWaiting(hit.main(), hit.sub());
        if (row != null || reads.pins().floor() > before) {
            return row == null ? ABSENT : row;
        }
        if (waiting) {
            throw BrokenInvariant.missingRow(hit.main(), hit.sub());
        }
        return null;
    }
}
