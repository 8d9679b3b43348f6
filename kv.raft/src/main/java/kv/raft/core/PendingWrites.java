package kv.raft.core;

import java.util.ArrayDeque;
import kv.raft.model.HardState;
import kv.raft.model.InvariantError;

/// The writes that were handed out and are not yet durable, oldest first, and what the newest
/// durable one holds. Confined to the raft thread.
///
/// A write that a later one overwrites before it was reported is cut down, so that a late report
/// never makes an entry durable that the disk is about to replace:
///
/// ```
///   write 1: entries 5 6 7     write 2: entries 6' 7'     now write 1 vouches for 5 alone
/// ```
final class PendingWrites {

    private final ArrayDeque<Write> writes = new ArrayDeque<>();
    private final ArrayDeque<Write> spares = new ArrayDeque<>();
    private long sequence;
    private HardState durable;

    /// One write: what it vouches for once it is durable. The objects are used again and again.
    static final class Write {
        private long sequence;
        private HardState hardState;
        private long snapshotIndex;
        private long lastIndex;

        /// Newest entry that it makes durable, 0 if none.
        long lastIndex() {
            return lastIndex;
        }

        /// Snapshot that it makes durable, 0 if none.
        long snapshotIndex() {
            return snapshotIndex;
        }
    }

    PendingWrites(HardState durable) {
        this.durable = durable;
    }

    /// Note a write that is handed out now. Returns its sequence.
    long add(HardState hardState, long snapshotIndex, long lastIndex) {
        sequence++;
        Write write = spares.isEmpty() ? new Write() : spares.pop();
        write.sequence = sequence;
        write.hardState = hardState;
        write.snapshotIndex = snapshotIndex;
        write.lastIndex = lastIndex;
        writes.add(write);
        return sequence;
    }

    /// Sequence of the newest write handed out.
    long sequence() {
        return sequence;
    }

    /// Entries from this index on are replaced.
    void cutFrom(long index) {
        for (Write write : writes) {
            write.lastIndex = Math.min(write.lastIndex, index - 1);
        }
    }

    /// The oldest write, if it is covered by this sequence; it is then durable. What is returned
    /// may be used until the next write is added.
    Write pollUpTo(long reported) {
        if (reported > sequence) {
            throw new InvariantError("write " + reported + " was reported but never handed out");
        }
        Write oldest = writes.peek();
        if (oldest == null || oldest.sequence > reported) {
            return null;
        }
        durable = oldest.hardState;
        spares.push(writes.poll());
        return oldest;
    }

    /// Whether this term and vote are on disk.
    boolean isDurable(long term, long vote) {
        return durable.term() == term && durable.vote() == vote;
    }

    /// Whether this term is on disk.
    boolean isTermDurable(long term) {
        return durable.term() == term;
    }
}
