package kv.raft.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Majorities, alone and joint.
class QuorumTest {

    @Nested
    class Commit {

        @Test
        void isTheMiddleOfThree() {
            assertEquals(5, committed(9, 5, 2));
            assertEquals(5, committed(5, 5, 5));
            assertEquals(0, committed(9, 0, 0));
        }

        @Test
        void isTheLowerMiddleOfFour() {
            assertEquals(5, committed(9, 5, 7, 2));
        }

        @Test
        void ofOneIsItsOwn() {
            assertEquals(7, committed(7));
        }

        @Test
        void withoutVotersIsNoBound() {
            assertEquals(Long.MAX_VALUE, committed());
        }

        @Test
        void agreesWithSortingForManySizesAndNumbers() {
            for (int seed = 0; seed < 2000; seed++) {
                long[] acked = new Random(seed).longs(1 + seed % 9, 0, 6).toArray();
                long[] sorted = acked.clone();
                Arrays.sort(sorted);
                assertEquals(sorted[(acked.length - 1) / 2], committed(acked),
                        Arrays.toString(acked));
            }
        }

        @Test
        void ofTwoMajoritiesIsTheSmaller() {
            JointConfig joint = new JointConfig(voters(2, 3, 4), voters(3, 4, 5));
            assertEquals(3, joint.committedIndex(id -> id));
            assertEquals(2, new JointConfig(voters(1, 2, 3), voters()).committedIndex(id -> id));
        }

        private long committed(long... acked) {
            long[] ids = new long[acked.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = i + 1;
            }
            return voters(ids).committedIndex(id -> acked[(int) id - 1]);
        }
    }

    @Nested
    class Votes {

        private final VoteTally tally = new VoteTally();

        @Test
        void arePendingUntilAMajorityHasSpoken() {
            tally.record(1, true);
            assertEquals(VoteResult.PENDING, voters(1, 2, 3).voteResult(tally));
            tally.record(2, false);
            assertEquals(VoteResult.PENDING, voters(1, 2, 3).voteResult(tally));
            tally.record(3, true);
            assertEquals(VoteResult.WON, voters(1, 2, 3).voteResult(tally));
        }

        @Test
        void areLostWhenNoMajorityIsLeft() {
            tally.record(1, false);
            tally.record(2, false);
            assertEquals(VoteResult.LOST, voters(1, 2, 3).voteResult(tally));
            assertEquals(VoteResult.LOST, voters(1, 2, 3, 4).voteResult(tally));
        }

        @Test
        void countTheFirstAnswerOnly() {
            tally.record(1, true);
            tally.record(1, false);
            assertTrue(tally.hasGranted(1));
            assertFalse(tally.hasRejected(1));
        }

        @Test
        void ofStrangersDoNotCount() {
            tally.record(8, true);
            tally.record(9, true);
            assertEquals(VoteResult.PENDING, voters(1, 2, 3).voteResult(tally));
        }

        @Test
        void mustBeWonInBothHalves() {
            JointConfig joint = new JointConfig(voters(1, 2, 3), voters(3, 4, 5));
            tally.record(1, true);
            tally.record(2, true);
            assertEquals(VoteResult.PENDING, joint.voteResult(tally));
            tally.record(4, false);
            tally.record(5, false);
            assertEquals(VoteResult.LOST, joint.voteResult(tally));
        }
    }

    @Test
    void theVotersOfAJointMembershipAreBothHalves() {
        NodeIds none = NodeIds.of();
        JointConfig joint = JointConfig.of(new ConfState(
                NodeIds.of(1, 2), NodeIds.of(9), NodeIds.of(2, 3), none, false));
        assertEquals(NodeIds.of(1, 2, 3), joint.ids());
        assertTrue(joint.contains(3));
        assertFalse(joint.contains(9));
    }

    private static MajorityConfig voters(long... ids) {
        return new MajorityConfig(NodeIds.of(ids));
    }
}
