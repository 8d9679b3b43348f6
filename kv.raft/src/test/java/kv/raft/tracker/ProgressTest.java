package kv.raft.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Progress progress = new Progress(2, 10, new Inflights(2, 100));

    @Test
    void aProbeWaitsForAnAnswerAfterOneMessage() {
        progress.sent(0, 10 * 0, 3);
        assertTrue(progress.isPaused());
        assertEquals(10, progress.next());
        assertTrue(progress.acknowledge(4));
        assertFalse(progress.isPaused());
    }

    @Test
    void aStreamRunsAheadUntilItsWindowIsFull() {
        progress.becomeReplicate();
        progress.sent(3, 10 * 3, 0);
        assertEquals(4, progress.next());
        assertFalse(progress.isPaused());
        progress.sent(1, 10 * 1, 0);
        assertEquals(5, progress.next());
        assertTrue(progress.isPaused());
        assertTrue(progress.isWindowFull());
    }

    @Test
    void aRefusedProbeFallsBackToTheHintAndNeverBelowTheMatch() {
        assertTrue(progress.retreat(9, 5));
        assertEquals(6, progress.next());
        progress.acknowledge(5);
        assertTrue(progress.retreat(5, 1));
        assertEquals(6, progress.next());
    }

    @Test
    void aLateRefusalIsNoNews() {
        assertFalse(progress.retreat(7, 5), "not the probe that is under way");
        progress.acknowledge(9);
        progress.becomeReplicate();
        assertFalse(progress.retreat(9, 5), "matched since");
    }

    @Test
    void aRefusedStreamBeginsAgainAtTheMatch() {
        progress.acknowledge(9);
        progress.becomeReplicate();
        progress.sent(5, 10 * 5, 0);
        assertTrue(progress.retreat(12, 3));
        assertEquals(10, progress.next());
    }

    @Test
    void aSnapshotHoldsEverythingBackUntilItsFateIsKnown() {
        progress.becomeSnapshot(20);
        assertTrue(progress.isPaused());
        progress.becomeProbe();
        assertEquals(21, progress.next());
        progress.becomeSnapshot(30);
        progress.abandonSnapshot();
        assertEquals(1, progress.next());
        assertTrue(progress.isProbing());
    }

    @Test
    void aDoubtIsSettledByItsOwnAnswerOnly() {
        progress.acknowledge(9);
        long first = progress.doubt();
        assertTrue(progress.isPaused());
        assertEquals(0, progress.vouchedMatch());
        assertEquals(first, progress.doubt(), "it is still the same doubt");
        progress.acknowledge(9);
        assertEquals(9, progress.vouchedMatch());
        assertFalse(progress.settlesDoubt(first), "nothing is in doubt");
        long second = progress.doubt();
        assertFalse(progress.settlesDoubt(first), "a late answer to an earlier doubt");
        assertTrue(progress.settlesDoubt(second));
    }

    @Test
    void aRefusedMemberIsAsGoodAsSilentUntilItsLogIsBack() {
        progress.acknowledge(9);
        progress.recentActive(true);
        progress.doubt();
        assertTrue(progress.refuse());
        assertFalse(progress.refuse(), "told once");
        progress.resume();
        progress.recentActive(true);
        assertTrue(progress.isPaused());
        assertFalse(progress.isRecentActive());
        assertFalse(progress.acknowledge(9), "a late one, from before");
        assertEquals(0, progress.vouchedMatch());
        progress.trust();
        assertTrue(progress.isProbing());
        assertEquals(9, progress.vouchedMatch());
    }

    @Test
    void aCommitIndexIsToldOnce() {
        progress.acknowledge(9);
        progress.becomeReplicate();
        assertTrue(progress.canLearnCommit(5));
        progress.sent(0, 10 * 0, 5);
        assertFalse(progress.canLearnCommit(5));
        assertTrue(progress.canLearnCommit(6));
        progress.sent(0, 10 * 0, 9);
        assertFalse(progress.canLearnCommit(12), "it holds nothing above 9");
    }
}
