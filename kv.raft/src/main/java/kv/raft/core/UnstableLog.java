package kv.raft.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import kv.raft.model.Entry;
import kv.raft.model.InvariantError;
import kv.raft.model.SnapshotMeta;

/// The end of the log that is not known to be durable: new entries, and perhaps a snapshot before
/// them. Confined to the raft thread.
///
/// - Everything below `offset` is durable, or is the pending snapshot.
/// - Entries from `offset` to `taken` are being written; from `taken` on they are still to be
///   handed out.
///
/// ```
///   durable        being written   new
///   .. 4  5  6   |  7  8        |  9  10
///                offset         taken
/// ```
final class UnstableLog {

    private static final int FIRST_SIZE = 64;

    private long offset;
    private long taken;
    private Entry[] buffer = new Entry[FIRST_SIZE];
    private int head;
    private int size;
    private SnapshotMeta snapshot = SnapshotMeta.NONE;
    private boolean snapshotTaken;

    UnstableLog(long offset) {
        this.offset = offset;
        this.taken = offset;
    }

    /// Index of the first entry here, whether there is one or not.
    long offset() {
        return offset;
    }

    /// Index of the last entry here, `offset() - 1` if there is none.
    long lastIndex() {
        return offset + size - 1;
    }

    /// The snapshot that is not yet durable.
    SnapshotMeta snapshot() {
        return snapshot;
    }

    boolean hasSnapshot() {
        return !snapshot.isNone();
    }

    boolean hasUntaken() {
        return taken <= lastIndex() || hasSnapshot() && !snapshotTaken;
    }

    Entry get(long index) {
        return buffer[head + (int) (index - offset)];
    }

    /// Add one entry at the end.
    void append(Entry entry) {
        InvariantError.check(entry.index() == lastIndex() + 1, "the log has no gaps");
        if (head + size == buffer.length) {
            makeRoom();
        }
        buffer[head + size] = entry;
        size++;
    }

    /// Forget every entry from this index on. If it was already durable, it no longer counts as
    /// such: what replaces it must be written first.
    void truncateFrom(long index) {
        int keep = (int) Math.max(0, index - offset);
        if (keep < size) {
            Arrays.fill(buffer, head + keep, head + size, null);
            size = keep;
        }
        offset = Math.min(offset, index);
        taken = Math.min(taken, index);
    }

    /// Begin again behind a snapshot.
    void restore(SnapshotMeta meta) {
        Arrays.fill(buffer, null);
        head = 0;
        size = 0;
        offset = meta.index() + 1;
        taken = offset;
        snapshot = meta;
        snapshotTaken = false;
    }

    /// The entries that were not handed out yet; now they are.
    List<Entry> takeEntries() {
        List<Entry> entries = slice(taken, lastIndex() + 1);
        taken = lastIndex() + 1;
        return entries;
    }

    /// The snapshot if it was not handed out yet; now it is.
    SnapshotMeta takeSnapshot() {
        if (snapshotTaken) {
            return SnapshotMeta.NONE;
        }
        snapshotTaken = true;
        return snapshot;
    }

    /// Everything up to this index became durable.
    void stableTo(long index) {
        int gone = (int) Math.min(size, index + 1 - offset);
        if (gone <= 0) {
            return;
        }
        Arrays.fill(buffer, head, head + gone, null);
        offset += gone;
        size -= gone;
        head = size == 0 ? 0 : head + gone;
    }

    /// The snapshot at this index became durable, unless a newer one has taken its place.
    void snapshotStable(long index) {
        if (snapshot.index() == index) {
            snapshot = SnapshotMeta.NONE;
            snapshotTaken = false;
        }
    }

    /// Entries from `from` (inclusive) to `to` (exclusive) as an immutable list.
    List<Entry> slice(long from, long to) {
        if (from >= to) {
            return List.of();
        }
        int start = head + (int) (from - offset);
        int count = (int) (to - from);
        if (count == 1) {
            return List.of(buffer[start]);
        }
        Entry[] copy = Arrays.copyOfRange(buffer, start, start + count);
        return Collections.unmodifiableList(Arrays.asList(copy));
    }

    private void makeRoom() {
        Entry[] target = size * 2 > buffer.length ? new Entry[buffer.length * 2] : buffer;
        System.arraycopy(buffer, head, target, 0, size);
        if (target == buffer) {
            Arrays.fill(buffer, size, head + size, null);
        }
        buffer = target;
        head = 0;
    }
}
