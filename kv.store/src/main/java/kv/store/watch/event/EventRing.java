package kv.store.watch.event;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// The newest batches, without a gap between them; bounded by number and bytes. kvd-apply adds,
/// any thread looks: what it finds is right, and what has been overwritten meanwhile is not found.
public final class EventRing {

    private final AtomicReferenceArray<EventBatch> slots;
    private final long maxBytes;
    private volatile long oldest;
    private volatile long next;
    private volatile long lastRevision;
    private long bytes;

    /// @param batches how many are kept, at most
    /// @param maxBytes how many bytes they hold, at most, but for the newest
    /// @param revision the last revision before the first batch
    public EventRing(int batches, long maxBytes, long revision) {
        slots = new AtomicReferenceArray<>(batches);
        this.maxBytes = maxBytes;
        lastRevision = revision;
    }

    /// The last revision that was added or skipped.
    public long lastRevision() {
        return lastRevision;
    }

    /// Adds the batch that follows. For kvd-apply.
    public void add(EventBatch batch) {
        bytes += batch.heldBytes();
        while (oldest < next && (bytes > maxBytes || next - oldest == slots.length())) {
            dropOldest();
        }
        slots.set(slot(next), batch);
        next++;
        lastRevision = batch.lastRevision();
    }

    /// Forgets all batches; the next one follows `revision`. For kvd-apply.
    public void skipTo(long revision) {
        while (oldest < next) {
            dropOldest();
        }
        lastRevision = revision;
    }

    private void dropOldest() {
        bytes -= slots.getAndSet(slot(oldest), null).heldBytes();
        oldest++;
    }

    /// The batch that tells of `revision`, or null when it has not come yet or is kept no more.
    public EventBatch find(long revision) {
        long low = oldest;
        long high = next - 1;
        while (low <= high) {
            long middle = low + high >>> 1;
            EventBatch batch = slots.get(slot(middle));
            if (batch == null || batch.lastRevision() < revision) {
                low = middle + 1;
            } else if (batch.firstRevision() > revision) {
                high = middle - 1;
            } else {
                return batch;
            }
        }
        return null;
    }

    private int slot(long sequence) {
        return (int) (sequence % slots.length());
    }
}
