package kv.raft.confchange;

import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.ConfState;
import kv.raft.model.InvariantError;
import kv.raft.model.NodeIds;

/// Applies changes to one membership. Every member runs the same change against the same
/// membership, so a change that does not fit is a broken invariant, not a refusal: refusals happen
/// before a change is proposed.
///
/// - **Simple** (thesis §4.2.1): one voter more or less, so that old and new majorities overlap.
/// - **Joint** (Raft §6): the old voters stay as a second majority until the change is left. A
///   voter of the old half that is to be a learner waits in `learnersNext`: it cannot be both.
///
/// ```
///   (1 2 3)  ── +4 -2 -3, joint ──►  (1 4)&(1 2 3)  ── leave ──►  (1 4)
/// ```
public final class Changer {

    private NodeIds voters;
    private NodeIds learners;
    private final NodeIds outgoing;
    private NodeIds learnersNext;

    private Changer(ConfState from, NodeIds outgoing) {
        this.voters = from.voters();
        this.learners = from.learners();
        this.outgoing = outgoing;
        this.learnersNext = from.learnersNext();
    }

    /// The membership after a change.
    public static ConfState apply(ConfState from, ConfChange change) {
        if (change.leavesJoint()) {
            return leaveJoint(from);
        }
        return change.entersJoint() ? enterJoint(from, change) : simple(from, change);
    }

    /// Whether a change can be applied to this membership, so that it may be proposed.
    public static boolean fits(ConfState from, ConfChange change) {
        try {
            apply(from, change);
            return true;
        } catch (InvariantError unfit) {
            return false;
        }
    }

    private static ConfState simple(ConfState from, ConfChange change) {
        if (change.steps().stream().allMatch(step -> step.nodeId() == 0)) {
            return from;
        }
        InvariantError.check(!from.isJoint(), "a simple change in a joint membership");
        Changer changer = new Changer(from, NodeIds.of());
        changer.takeSteps(change);
        InvariantError.check(difference(from.voters(), changer.voters) <= 1,
                "a simple change of more than one voter");
        return changer.result(false);
    }

    private static ConfState enterJoint(ConfState from, ConfChange change) {
        InvariantError.check(!from.isJoint(), "a joint change in a joint membership");
        InvariantError.check(!from.voters().isEmpty(), "a joint change without voters");
        Changer changer = new Changer(from, from.voters());
        changer.takeSteps(change);
        return changer.result(change.autoLeaves());
    }

    private static ConfState leaveJoint(ConfState from) {
        InvariantError.check(from.isJoint(), "leaving a membership that is not joint");
        NodeIds none = NodeIds.of();
        NodeIds learners = from.learners().union(from.learnersNext());
        return new ConfState(from.voters(), learners, none, none, false);
    }

    private void takeSteps(ConfChange change) {
        for (Step step : change.steps()) {
            if (step.nodeId() == 0) {
                continue;
            }
            switch (step.kind()) {
                case ADD_VOTER -> addVoter(step.nodeId());
                case ADD_LEARNER -> addLearner(step.nodeId());
                case REMOVE -> remove(step.nodeId());
                case UPDATE -> { }
            }
        }
        InvariantError.check(!voters.isEmpty(), "a change that removes every voter");
    }

    private void addVoter(long id) {
        remove(id);
        voters = voters.with(id);
    }

    private void addLearner(long id) {
        remove(id);
        if (outgoing.contains(id)) {
            learnersNext = learnersNext.with(id);
        } else {
            learners = learners.with(id);
        }
    }

    private void remove(long id) {
        voters = voters.without(id);
        learners = learners.without(id);
        learnersNext = learnersNext.without(id);
    }

    private ConfState result(boolean autoLeave) {
        return new ConfState(voters, learners, outgoing, learnersNext, autoLeave);
    }

    private static int difference(NodeIds left, NodeIds right) {
        int union = left.union(right).size();
        return 2 * union - left.size() - right.size();
    }
}
