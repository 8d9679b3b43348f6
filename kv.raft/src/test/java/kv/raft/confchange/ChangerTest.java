package kv.raft.confchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.ConfChange.Transition;
import kv.raft.model.ConfState;
import kv.raft.model.InvariantError;
import kv.raft.model.NodeIds;
import kv.raft.testing.Words;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Memberships before and after changes, as scenarios write them.
class ChangerTest {

    private ConfState membership = ConfState.ofVoters(1, 2, 3);

    @Nested
    class Simple {

        @Test
        void addsAndRemovesOneVoter() {
            assertEquals("(1 2 3 4)", after("+4"));
            assertEquals("(2 3 4)", after("-1"));
        }

        @Test
        void addsPromotesAndDemotesLearners() {
            assertEquals("(1 2 3) learners (4)", after("~4"));
            assertEquals("(1 2 3 4)", after("+4"));
            assertEquals("(1 3 4) learners (2)", after("~2"));
            assertEquals("(1 3 4)", after("-2"));
        }

        @Test
        void changesNothingForUpdatesStrangersAndNodeZero() {
            assertEquals("(1 2 3)", after("=2"));
            assertEquals("(1 2 3)", after("-9"));
            assertEquals("(1 2 3)", after("+0"));
            assertEquals("(1 2 3)", after("+2"));
        }

        @Test
        void beginsFromNobody() {
            membership = ConfState.EMPTY;
            assertEquals("(1)", after("+1"));
        }

        @Test
        void neverRemovesTheLastVoter() {
            membership = ConfState.ofVoters(1);
            assertThrows(InvariantError.class, () -> after("-1"));
        }
    }

    @Nested
    class Joint {

        @Test
        void isEnteredByTwoStepsAndLeftByNone() {
            assertEquals("(1 4)&(1 2 3) auto", after("+4", "-2", "-3"));
            assertEquals("(1 4)", leave());
        }

        @Test
        void isEnteredByOneStepIfAsked() {
            assertEquals("(1 2 3 4)&(1 2 3)", after(Transition.JOINT_EXPLICIT, "+4"));
            assertEquals("(1 2 3 4)", leave());
        }

        @Test
        void keepsADemotedVoterVotingUntilItIsLeft() {
            assertEquals("(1 2 4)&(1 2 3) next (3) auto", after("+4", "~3"));
            assertEquals("(1 2 4) learners (3)", leave());
        }

        @Test
        void takesBackADemotion() {
            assertEquals("(1 2 3 4)&(1 2 3) auto", after("+4", "~3", "+3"));
        }

        @Test
        void addsANewLearnerAtOnce() {
            assertEquals("(1 2 4)&(1 2 3) learners (5) auto", after("+4", "~5", "-3"));
        }

        @Test
        void isNotEnteredTwiceNorLeftWithoutHavingEntered() {
            assertThrows(InvariantError.class, () -> leave());
            after("+4", "-2");
            assertThrows(InvariantError.class, () -> after("+5", "-3"));
            assertThrows(InvariantError.class, () -> after("+5"));
        }
    }

    @Test
    void idsAreUnsignedAndAscending() {
        assertEquals("(1 2 3 8000000000000000)", after("+-9223372036854775808"));
        assertEquals(NodeIds.of(3, 2, 1), NodeIds.of(1, 2, 3));
    }

    private String after(String... steps) {
        return after(Transition.AUTO, steps);
    }

    private String after(Transition transition, String... texts) {
        List<Step> steps = new ArrayList<>();
        for (String text : texts) {
            Kind kind = switch (text.charAt(0)) {
                case '+' -> Kind.ADD_VOTER;
                case '~' -> Kind.ADD_LEARNER;
                case '-' -> Kind.REMOVE;
                default -> Kind.UPDATE;
            };
            steps.add(new Step(kind, Long.parseLong(text.substring(1))));
        }
        return apply(new ConfChange(transition, steps));
    }

    private String leave() {
        return apply(ConfChange.leaveJoint());
    }

    private String apply(ConfChange change) {
        membership = Changer.apply(membership, change);
        return Words.of(membership);
    }
}
