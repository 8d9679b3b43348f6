package kv.raft.model;

import java.util.List;

/// A change of membership, decoded by the caller from the payload of an entry.
///
/// It covers both of raftpb's forms: a ConfChange is a list of one with `Transition.AUTO`; a
/// ConfChangeV2 without any step asks to leave a joint membership. A step with node id 0 is
/// skipped: that is how a change refused by the layer above stays harmless, on every member alike.
public record ConfChange(Transition transition, List<Step> steps) {

    public ConfChange {
        steps = List.copyOf(steps);
    }

    /// What one step does to one member, in the numbering of raftpb.ConfChangeType.
    public enum Kind {
        /// Makes it a voter; promotes a learner.
        ADD_VOTER,
        /// Removes it from every role.
        REMOVE,
        /// Changes nothing here: addresses are the layer above's business.
        UPDATE,
        /// Makes it a learner; demotes a voter.
        ADD_LEARNER
    }

    /// How to get from the old membership to the new, as in raftpb.ConfChangeTransition.
    public enum Transition {
        /// Joint only if the change needs it, and then it ends by itself.
        AUTO,
        /// Joint, and ends by itself.
        JOINT_IMPLICIT,
        /// Joint until an empty change is proposed.
        JOINT_EXPLICIT
    }

    /// One step of a change.
    public record Step(Kind kind, long nodeId) {}

    /// A change of one member, as every V1 entry is.
    public static ConfChange single(Kind kind, long nodeId) {
        return new ConfChange(Transition.AUTO, List.of(new Step(kind, nodeId)));
    }

    /// The change that ends a joint membership.
    public static ConfChange leaveJoint() {
        return new ConfChange(Transition.AUTO, List.of());
    }

    /// Whether this change ends a joint membership rather than begins one.
    public boolean leavesJoint() {
        return steps.isEmpty() && transition == Transition.AUTO;
    }

    /// Whether this change needs, or asks for, a joint membership.
    public boolean entersJoint() {
        return transition != Transition.AUTO || steps.size() > 1;
    }

    /// Whether the joint membership that this change enters ends by itself.
    public boolean autoLeaves() {
        return transition != Transition.JOINT_EXPLICIT;
    }
}
