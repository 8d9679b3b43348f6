package kv.raft.model;

import java.util.Objects;

/// An entry that has no place in the log yet.
///
/// @param leavesJoint whether this is the change that ends a joint membership
///     ([ConfChange#leavesJoint()]); false for every normal entry
public record Proposal(EntryKind kind, Payload payload, boolean leavesJoint) {

    public Proposal {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(payload);
    }

    /// A command for the state machine.
    public static Proposal normal(Payload payload) {
        return new Proposal(EntryKind.NORMAL, payload, false);
    }

    /// A change of membership: the payload as it goes into the log, and what it decodes to.
    public static Proposal confChange(EntryKind kind, Payload payload, ConfChange change) {
        if (!kind.changesMembership()) {
            throw new IllegalArgumentException("a conf change needs a conf change entry");
        }
        return new Proposal(kind, payload, change.leavesJoint());
    }
}
