package kv.simulation.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.raft.Status;
import kv.simulation.disk.PowerLoss;
import kv.simulation.member.SnapshotTaker.Outcome;
import kv.transport.peer.SnapshotSink;
import org.junit.jupiter.api.Test;

/// A member that takes a snapshot and loses power, at every change that it makes to its disk and
/// in the midst of it.
class SnapshotInstallTest {

    private static final int MOST_CHANGES = 400;

    @Test
    void anEmptyMemberHoldsTheOldStateOrTheNewWhereverPowerIsLost() throws Exception {
        assertTrue(atEveryChange(taker -> { }) > 8);
    }

    /// The entries after the one that the snapshot stands at were never committed, so they must not
    /// come back behind it.
    @Test
    void anEndOfTheLogThatContradictsIsGoneWithTheOldState() throws Exception {
        assertTrue(atEveryChange(SnapshotTaker::followUntilTerm1Ends) > 8);
    }

    private interface Before {

        void of(SnapshotTaker taker) throws Exception;
    }

    /// @return how often power was lost
    private static int atEveryChange(Before before) throws Exception {
        int lost = 0;
        for (int change = 0; change < MOST_CHANGES; change++) {
            SnapshotTaker taker = new SnapshotTaker(change);
            taker.start();
            before.of(taker);
            long old = taker.revision();
            taker.crashAfter(change);
            Outcome outcome = take(taker);
            if (outcome == Outcome.TAKEN) {
                return lost;
            }
            lost++;
            taker.restart();
            String story = "power lost at change " + change + ", " + outcome;
            boolean fresh = taker.revision() == SnapshotTaker.REVISION;
            assertTrue(fresh || taker.revision() <= old, story);
            assertTrue(fresh || outcome != Outcome.ACKNOWLEDGED, story);
            Status log = taker.status();
            assertEquals(fresh, log.indexes().last() == SnapshotTaker.INDEX, story);
            if (!fresh) {
                assertEquals(Outcome.TAKEN, take(taker), story);
            }
            requireTaken(taker, story);
        }
        throw new AssertionError("the snapshot is never taken");
    }

    private static Outcome take(SnapshotTaker taker) throws Exception {
        try {
            return taker.take(SnapshotTaker.database());
        } catch (PowerLoss lost) {
            return taker.acknowledged() ? Outcome.ACKNOWLEDGED : Outcome.BROKEN_OFF;
        }
    }

    private static void requireTaken(SnapshotTaker taker, String story) throws Exception {
        assertEquals(SnapshotTaker.REVISION, taker.revision(), story);
        assertEquals(SnapshotTaker.INDEX, taker.status().indexes().last(), story);
        assertEquals(List.of(SnapshotTaker.SELF, SnapshotTaker.LEADER),
                taker.member().membership().voters(), story);
        assertEquals(ByteString.copyFromUtf8("v2"), taker.value("k2"), story);
        taker.restart();
        assertEquals(SnapshotTaker.REVISION, taker.revision(), story);
    }

    @Test
    void aDamagedSnapshotLeavesNothingAndTheNextIsTaken() throws Exception {
        SnapshotTaker taker = new SnapshotTaker(1);
        taker.start();
        byte[] damaged = SnapshotTaker.database();
        damaged[damaged.length / 2] ^= 1;
        damaged[damaged.length / 2 + 16] ^= 1;
        byte[] cut = java.util.Arrays.copyOf(damaged, damaged.length - 4096);
        for (byte[] useless : List.of(cut, new byte[0], new byte[100_000])) {
            assertThrows(IOException.class, () -> taker.take(useless));
        }
        assertEquals(Outcome.TAKEN, taker.take(SnapshotTaker.database()));
        requireTaken(taker, "after damaged ones");
    }

    @Test
    void oneAtATimeIsTaken() throws Exception {
        SnapshotTaker taker = new SnapshotTaker(1);
        taker.start();
        SnapshotSink first = taker.begin();
        assertThrows(IOException.class, taker::begin);
        first.write(ByteBuffer.wrap(new byte[10]));
        first.abandon("the sender is gone");
        assertEquals(Outcome.TAKEN, taker.take(SnapshotTaker.database()));
    }

    /// The leader may not have heard of it.
    @Test
    void aMemberThatIsBeyondASnapshotSaysSo() throws Exception {
        SnapshotTaker taker = new SnapshotTaker(1);
        taker.start();
        taker.take(SnapshotTaker.database());
        taker.forgetWhatWasSaid();
        assertEquals(Outcome.TAKEN, taker.take(new byte[9]));
    }

    @Test
    void whoReadsTheOldStateReadsItToItsEnd() throws Exception {
        SnapshotTaker taker = new SnapshotTaker(1);
        taker.start();
        taker.followUntilTerm1Ends();
        var view = taker.member().state().store().view();
        taker.take(SnapshotTaker.database());
        assertEquals(SnapshotTaker.REVISION, view.range(RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("k2")).build()).revision());
        assertEquals(Optional.empty(), view.rangeInline(RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("k2")).build()));
        assertFalse(taker.engineDirectories() < 2);
        taker.rest();
        assertEquals(1, taker.engineDirectories());
    }
}
