package kv.server.consensus;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import kv.raft.model.Ready.HardStateChange;
import kv.raft.model.Ready.Persist;
import kv.raft.model.SnapshotMeta;

/// The writes that the log's owner has and has not finished, oldest first. Confined to kvd-raft.
///
/// - A commit index that moved alone is held back: the next write, tick or close carries it.
/// - While the state machine takes a snapshot, nothing that comes after it is finished.
///
/// ```
///   held commit ─┐
///   write ───────┴► under way ── durable ──► finished, in order
/// ```
final class LogWrites {

    private final ArrayDeque<Persist> underWay = new ArrayDeque<>();
    private final Consumer<Persist> disk;
    private Persist heldCommit;
    private long durable;
    private boolean installing;
    private int ticksWithoutProgress;

    /// @param disk takes writes in order, and reports them later
    LogWrites(Consumer<Persist> disk) {
        this.disk = disk;
    }

    /// Hand a write to the disk, unless it can wait.
    void add(Persist write) {
        if (write.isEmpty()) {
            return;
        }
        if (!write.mustSync() && write.messages().isEmpty()) {
            heldCommit = write;
            return;
        }
        handOn(heldCommit == null ? write : withCommit(write));
    }

    private static Persist withCommit(Persist write) {
        if (write.change() != HardStateChange.NONE) {
            return write;
        }
        return new Persist(write.sequence(), HardStateChange.COMMIT,
                write.hardState(), write.snapshot(), write.entries(), write.messages());
    }

    void handOnHeldCommit() {
        if (heldCommit != null) {
            handOn(heldCommit);
        }
    }

    private void handOn(Persist write) {
        heldCommit = null;
        underWay.add(write);
        disk.accept(write);
    }

    /// The disk holds every write up to this sequence.
    void durable(long sequence) {
        durable = Math.max(durable, sequence);
    }

    /// The oldest write if it can be finished now, else null.
    Persist peekDurable() {
        Persist oldest = underWay.peek();
        return installing || oldest == null || oldest.sequence() > durable ? null : oldest;
    }

    /// The oldest write, which is finished now.
    Persist finish() {
        ticksWithoutProgress = 0;
        installing = false;
        return underWay.poll();
    }

    /// The oldest write holds a snapshot that the state machine is taking.
    void install() {
        installing = true;
    }

    /// Whether this snapshot is under way.
    boolean holds(SnapshotMeta snapshot) {
        return underWay.stream().anyMatch(write -> write.snapshot().equals(snapshot));
    }

    /// A tick has passed. Returns for how many in a row the disk has owed a write and finished
    /// none.
    int tick() {
        ticksWithoutProgress = underWay.isEmpty() ? 0 : ticksWithoutProgress + 1;
        return ticksWithoutProgress;
    }
}
