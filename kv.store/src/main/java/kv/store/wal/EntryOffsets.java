package kv.store.wal;

import java.util.Arrays;

/// Where in the segments entries stand: one mark every 256 KiB, at the start of each segment, and
/// wherever the log goes back to overwrite. Confined to the log's owner.
///
/// Mark *i* is good for the indexes from its own up to that of mark *i* + 1: these stand in its
/// segment from its offset on, one after the other.
final class EntryOffsets {

    private static final long STEP_BYTES = 256 << 10;
    private static final int FIRST_CAPACITY = 64;

    /// One place.
    ///
    /// @param index entry that begins there
    /// @param checksum running value before it
    record Mark(long index, SegmentName segment, long offset, int checksum) {
    }

    private Mark[] marks = new Mark[FIRST_CAPACITY];
    private int count;
    private long nextIndex;

    /// Notes an entry that is appended or read there.
    void add(long index, SegmentName segment, long offset, int checksum) {
        if (index != nextIndex) {
            dropFrom(index);
        }
        if (index != nextIndex || count == 0 || isFarFrom(marks[count - 1], segment, offset)) {
            if (count == marks.length) {
                marks = Arrays.copyOf(marks, count * 2);
            }
            marks[count++] = new Mark(index, segment, offset, checksum);
        }
        nextIndex = index + 1;
    }

    private static boolean isFarFrom(Mark mark, SegmentName segment, long offset) {
        return mark.segment() != segment || offset - mark.offset() >= STEP_BYTES;
    }

    /// Forgets marks of entries that are overwritten.
    private void dropFrom(long index) {
        while (count > 0 && marks[count - 1].index() >= index) {
            marks[--count] = null;
        }
    }

    /// Forgets everything: the log goes on after a snapshot.
    void clear() {
        dropFrom(0);
        nextIndex = 0;
    }

    /// Forgets the marks of segments before this one.
    void dropBefore(SegmentName segment) {
        int gone = 0;
        while (gone < count && marks[gone].segment().sequence() < segment.sequence()) {
            gone++;
        }
        System.arraycopy(marks, gone, marks, 0, count - gone);
        Arrays.fill(marks, count - gone, count, null);
        count -= gone;
    }

    /// The mark from which the entry is found, or null if none is left that reaches it.
    Mark before(long index) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks[middle].index() <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : marks[low - 1];
    }

    /// Index at which the mark after this entry's begins, or `Long.MAX_VALUE`.
    long nextAfter(long index) {
        for (int i = count - 1; i >= 0; i--) {
            if (marks[i].index() <= index) {
                return i + 1 < count ? marks[i + 1].index() : Long.MAX_VALUE;
            }
        }
        return Long.MAX_VALUE;
    }
}
