package kv.store.watch.event;

import java.io.IOException;
import java.io.OutputStream;
import kv.api.spi.storage.Slice;

/// Some events of a batch, in order, as they go into answers; shared by all watchers that get
/// the same. Immutable.
///
/// @param events which of the batch's
/// @param prevs the pairs before them, looked up; null when the answer has none
/// @param from first of `events`
/// @param to behind the last
public record Selection(EventBatch batch, int[] events, PrevValues prevs, int from, int to) {

    /// Whether there is none.
    public boolean isEmpty() {
        return from == to;
    }

    /// Number of events.
    public int size() {
        return to - from;
    }

    /// Revision of the first event.
    public long firstRevision() {
        return batch.revision(events[from]);
    }

    /// Revision of the last event.
    public long lastRevision() {
        return batch.revision(events[to - 1]);
    }

    /// These events from a place on, up to another.
    public Selection part(int partFrom, int partTo) {
        return partFrom == from && partTo == to ? this
                : new Selection(batch, events, prevs, partFrom, partTo);
    }

    /// The events from a revision on.
    public Selection since(long revision) {
        int first = from;
        while (first < to && batch.revision(events[first]) < revision) {
            first++;
        }
        return part(first, to);
    }

    /// The events that are puts, or deletions, or both.
    public Selection only(boolean puts, boolean deletions) {
        int[] kept = new int[size()];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (batch.deleted(events[i]) ? deletions : puts) {
                kept[count++] = events[i];
            }
        }
        return count == size() ? this : new Selection(batch, kept, prevs, 0, count);
    }

    /// With the pairs before the events.
    ///
    /// @return null when one of them cannot be had without waiting
    public Selection with(PrevValues values) {
        for (int i = from; i < to; i++) {
            if (!values.look(events[i])) {
                return null;
            }
        }
        return new Selection(batch, events, values, from, to);
    }

    /// Size of the field at a place.
    public int eventBytes(int at) {
        Slice prev = prevs == null ? null : prevs.get(events[at]);
        return prev == null ? batch.eventBytes(events[at]) : batch.eventBytes(events[at], prev);
    }

    /// Size of all fields.
    public int sizeBytes() {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += eventBytes(i);
        }
        return size;
    }

    /// Writes the fields; events that follow each other in the batch go as one piece.
    void writeTo(OutputStream out) throws IOException {
        int at = from;
        while (at < to) {
            Slice prev = prevs == null ? null : prevs.get(events[at]);
            if (prev != null) {
                batch.write(out, events[at], prev);
                at++;
            } else {
                int end = endOfPiece(at);
                batch.write(out, events[at], events[end - 1] + 1);
                at = end;
            }
        }
    }

    private int endOfPiece(int start) {
        int end = start + 1;
        while (end < to && events[end] == events[end - 1] + 1
                && (prevs == null || prevs.get(events[end]) == null)) {
            end++;
        }
        return end;
    }
}
