package kv.raft.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import kv.raft.model.NodeIds;
import org.junit.jupiter.api.Test;

/// What Raft's safety rests on (Raft §5.4.3, §6; thesis §4.1, Figures 4.3 and 4.6), tried for all
/// small memberships. A set of members is a bit mask: bit 0 is member 1.
class QuorumPropertiesTest {

    private static final int MEMBERS = 6;
    private static final int SETS = 1 << MEMBERS;

    /// Raft §5.4.3: the voter that both the commit and the election needed.
    @Test
    void twoMajoritiesOfOneMembershipShareAVoter() {
        for (int voters = 1; voters < SETS; voters++) {
            for (int set = 0; set < SETS; set++) {
                if (wins(voters, set)) {
                    assertEquals(VoteResult.LOST, result(voters, 0, SETS - 1 - set),
                            () -> "the others have a majority, too");
                }
            }
        }
    }

    /// Thesis §4.1, Figure 4.3: one voter more or less, and old and new majorities still overlap.
    @Test
    void majoritiesOfMembershipsThatDifferByOneVoterShareAVoter() {
        for (int voters = 1; voters < SETS; voters++) {
            for (int member = 0; member < MEMBERS; member++) {
                int more = voters | 1 << member;
                for (int set = 0; set < SETS; set++) {
                    boolean disjoint = wins(voters, set) && wins(more, SETS - 1 - set);
                    assertEquals(false, disjoint, voters + " and " + more + " by " + set);
                }
            }
        }
    }

    /// Thesis §4.1, Figure 4.2: with two voters more they need not, so it takes a joint change.
    @Test
    void majoritiesOfMembershipsThatDifferByTwoVotersNeedNot() {
        assertTrue(wins(0b000111, 0b000011) && wins(0b011111, 0b011100));
    }

    /// Raft §6: a joint majority shares a voter with every majority of either half alone.
    @Test
    void aJointMajoritySharesAVoterWithEachHalf() {
        Random random = new Random(6);
        for (int run = 0; run < 4000; run++) {
            int incoming = 1 + random.nextInt(SETS - 1);
            int outgoing = 1 + random.nextInt(SETS - 1);
            int set = random.nextInt(SETS);
            if (result(incoming, outgoing, set) == VoteResult.WON) {
                assertEquals(false, wins(incoming, SETS - 1 - set));
                assertEquals(false, wins(outgoing, SETS - 1 - set));
            }
        }
    }

    /// Raft §5.3: committed is what a majority has reached, and no more.
    @Test
    void theCommittedIndexIsTheLastThatBothMajoritiesHaveReached() {
        Random random = new Random(53);
        for (int run = 0; run < 4000; run++) {
            int incoming = 1 + random.nextInt(SETS - 1);
            int outgoing = random.nextInt(SETS);
            long[] acked = random.longs(MEMBERS, 0, 9).toArray();
            long index = joint(incoming, outgoing).committedIndex(id -> acked[(int) id - 1]);
            assertEquals(VoteResult.WON, result(incoming, outgoing, atLeast(index, acked)));
            assertNotEquals(VoteResult.WON,
                    result(incoming, outgoing, atLeast(index + 1, acked)));
        }
    }

    /// Raft §5.2: answers that are still to come cannot change a result, only bring one about.
    @Test
    void aResultOnceReachedStays() {
        Random random = new Random(52);
        for (int run = 0; run < 4000; run++) {
            JointConfig config = joint(1 + random.nextInt(SETS - 1), random.nextInt(SETS));
            VoteTally tally = new VoteTally();
            VoteResult before = config.voteResult(tally);
            for (long id : random.longs(3 * MEMBERS, 1, MEMBERS + 3).toArray()) {
                tally.record(id, random.nextBoolean());
                VoteResult after = config.voteResult(tally);
                assertTrue(before == VoteResult.PENDING || after == before);
                before = after;
            }
        }
    }

    /// An election in which everybody has answered is decided.
    @Test
    void nothingIsPendingWhenAllHaveAnswered() {
        for (int incoming = 1; incoming < SETS; incoming += 5) {
            for (int outgoing = 0; outgoing < SETS; outgoing += 3) {
                for (int set = 0; set < SETS; set++) {
                    assertNotEquals(VoteResult.PENDING, result(incoming, outgoing, set));
                }
            }
        }
    }

    private static boolean wins(int voters, int granting) {
        return result(voters, 0, granting) == VoteResult.WON;
    }

    /// The result when the members of a set grant and all others refuse.
    private static VoteResult result(int incoming, int outgoing, int granting) {
        VoteTally tally = new VoteTally();
        for (int member = 0; member < MEMBERS; member++) {
            tally.record(member + 1, (granting & 1 << member) != 0);
        }
        return joint(incoming, outgoing).voteResult(tally);
    }

    private static JointConfig joint(int incoming, int outgoing) {
        return new JointConfig(majority(incoming), majority(outgoing));
    }

    private static MajorityConfig majority(int set) {
        NodeIds ids = NodeIds.of();
        for (int member = 0; member < MEMBERS; member++) {
            ids = (set & 1 << member) != 0 ? ids.with(member + 1) : ids;
        }
        return new MajorityConfig(ids);
    }

    private static int atLeast(long index, long[] acked) {
        int set = 0;
        for (int member = 0; member < MEMBERS; member++) {
            set |= acked[member] >= index ? 1 << member : 0;
        }
        return set;
    }
}
