package kv.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.Payload;
import kv.raft.model.Ready.HardStateChange;
import kv.raft.model.Ready.Persist;
import kv.raft.model.SnapshotMeta;
import org.junit.jupiter.api.Test;

class LogWritesTest {

    private final List<Persist> disk = new ArrayList<>();
    private final LogWrites writes = new LogWrites(disk::add);

    @Test
    void aCommitThatMovedAloneIsCarriedByTheNextWrite() {
        writes.add(commit(1, 7));
        assertTrue(disk.isEmpty());
        writes.add(entry(2, 8));
        assertEquals(1, disk.size());
        assertEquals(HardStateChange.COMMIT, disk.getFirst().change());
        writes.handOnHeldCommit();
        assertEquals(1, disk.size(), "nothing is held any more");
    }

    @Test
    void aCommitThatMovedAloneIsHandedOnWhenAsked() {
        writes.add(commit(1, 7));
        writes.handOnHeldCommit();
        assertEquals(1, disk.size());
    }

    @Test
    void writesAreFinishedInOrderAndNoFurtherThanTheDisk() {
        writes.add(entry(1, 1));
        writes.add(entry(2, 2));
        writes.add(entry(3, 3));
        writes.durable(2);
        assertEquals(1, writes.peekDurable().sequence());
        writes.finish();
        assertEquals(2, writes.finish().sequence());
        assertNull(writes.peekDurable());
    }

    @Test
    void aSnapshotHoldsUpWhatComesAfterIt() {
        SnapshotMeta snapshot = new SnapshotMeta(9, 1, ConfState.ofVoters(1, 2, 3));
        Persist install = new Persist(1, HardStateChange.COMMIT, new HardState(1, 0, 9),
                snapshot, List.of(), List.of());
        writes.add(install);
        writes.add(entry(2, 10));
        writes.durable(2);
        assertSame(install, writes.peekDurable());
        writes.install();
        assertNull(writes.peekDurable());
        assertTrue(writes.holds(snapshot));
        assertSame(install, writes.finish());
        assertEquals(2, writes.peekDurable().sequence());
    }

    @Test
    void ticksAreCountedWhileTheDiskOwesAWriteAndFinishesNone() {
        assertEquals(0, writes.tick());
        writes.add(entry(1, 1));
        writes.add(entry(2, 2));
        assertEquals(1, writes.tick());
        assertEquals(2, writes.tick());
        writes.durable(1);
        writes.finish();
        assertEquals(1, writes.tick(), "slow is not still");
        writes.durable(2);
        writes.finish();
        assertEquals(0, writes.tick());
    }

    private static Persist commit(long sequence, long index) {
        return new Persist(sequence, HardStateChange.COMMIT, new HardState(1, 0, index),
                SnapshotMeta.NONE, List.of(), List.of());
    }

    private static Persist entry(long sequence, long index) {
        Entry entry = new Entry(1, index, EntryKind.NORMAL, Payload.EMPTY);
        return new Persist(sequence, HardStateChange.NONE, new HardState(1, 0, 7),
                SnapshotMeta.NONE, List.of(entry), List.of());
    }
}
