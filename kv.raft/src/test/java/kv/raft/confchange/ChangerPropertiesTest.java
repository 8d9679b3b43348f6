package kv.raft.confchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.ConfChange.Transition;
import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;
import org.junit.jupiter.api.Test;

/// What holds of every membership that changes lead to (Raft §6; thesis §4.1, §4.2.1, §4.3).
class ChangerPropertiesTest {

    private static final int MEMBERS = 6;

    private final Random random = new Random(43);

    @Test
    void everyMembershipIsOneThatMayBe() {
        for (int run = 0; run < 300; run++) {
            ConfState membership = ConfState.ofVoters(1, 2, 3);
            for (int i = 0; i < 40; i++) {
                ConfChange change = change(membership);
                if (Changer.fits(membership, change)) {
                    ConfState after = Changer.apply(membership, change);
                    check(after);
                    assertTrue(after.isJoint() || membership.isJoint()
                            || difference(membership.voters(), after.voters()) <= 1,
                            "more than one voter changed at once: " + membership + after);
                    membership = after;
                }
            }
        }
    }

    /// Thesis §4.3: the way through a joint membership ends where the steps one by one would end.
    @Test
    void aJointChangeEndsWhereItsStepsLeadOneByOne() {
        for (int run = 0; run < 2000; run++) {
            ConfState from = ConfState.ofVoters(1, 2, 3);
            List<Step> steps = steps();
            ConfChange change = new ConfChange(Transition.JOINT_EXPLICIT, steps);
            if (Changer.fits(from, change)) {
                ConfState joint = Changer.apply(from, change);
                assertEquals(from.voters(), joint.votersOutgoing());
                assertEquals(roles(oneByOne(from, steps)),
                        roles(Changer.apply(joint, ConfChange.leaveJoint())));
            }
        }
    }

    /// The same change twice is the same change: a log may be applied again after a restart.
    @Test
    void aSimpleChangeIsIdempotent() {
        for (int run = 0; run < 2000; run++) {
            ConfState from = new ConfState(NodeIds.of(1, 2, 3), NodeIds.of(4), NodeIds.of(),
                    NodeIds.of(), false);
            ConfChange change = ConfChange.single(kind(), 1 + random.nextInt(MEMBERS));
            ConfState once = Changer.apply(from, change);
            assertEquals(once, Changer.apply(once, change));
        }
    }

    private static void check(ConfState state) {
        assertFalse(state.voters().isEmpty());
        for (long id : state.learners().toArray()) {
            assertFalse(state.voters().contains(id) || state.votersOutgoing().contains(id),
                    "a learner that votes: " + state);
        }
        for (long id : state.learnersNext().toArray()) {
            assertTrue(state.votersOutgoing().contains(id) && !state.voters().contains(id),
                    "only an outgoing voter waits to become a learner: " + state);
        }
        assertTrue(state.isJoint() || state.learnersNext().isEmpty() && !state.autoLeave());
    }

    private ConfChange change(ConfState membership) {
        if (membership.isJoint() && random.nextBoolean()) {
            return ConfChange.leaveJoint();
        }
        return new ConfChange(Transition.values()[random.nextInt(3)], steps());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            steps.add(new Step(kind(), random.nextInt(MEMBERS + 1)));
        }
        return steps;
    }

    private Kind kind() {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    /// What each member is in the end, by hand.
    private static String oneByOne(ConfState from, List<Step> steps) {
        StringBuilder roles = new StringBuilder("-".repeat(MEMBERS + 1));
        for (long id : from.voters().toArray()) {
            roles.setCharAt((int) id, 'v');
        }
        for (Step step : steps) {
            switch (step.kind()) {
                case ADD_VOTER -> roles.setCharAt((int) step.nodeId(), 'v');
                case ADD_LEARNER -> roles.setCharAt((int) step.nodeId(), 'l');
                case REMOVE -> roles.setCharAt((int) step.nodeId(), '-');
                case UPDATE -> { }
            }
        }
        return roles.toString();
    }

    private static String roles(String roles) {
        return roles.substring(1);
    }

    private static String roles(ConfState state) {
        StringBuilder roles = new StringBuilder();
        LongStream.rangeClosed(1, MEMBERS).forEach(id -> roles.append(
                state.voters().contains(id) ? 'v' : state.learners().contains(id) ? 'l' : '-'));
        return roles.toString();
    }

    private static int difference(NodeIds left, NodeIds right) {
        int union = left.union(right).size();
        return 2 * union - left.size() - right.size();
    }
}
