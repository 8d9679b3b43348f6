package kv.raft.model;

import java.util.Objects;

/// An entry that has no place in the log yet.
///
/// @param change what the payload of a change of membership decodes to, null for a normal entry;
///     the leader looks at it once, to refuse what does not fit
public record Proposal(EntryKind kind, Payload payload, ConfChange change) {

    public Proposal {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(payload);
        if (kind.changesMembership() != (change != null)) {
            throw new IllegalArgumentException("a conf change needs a conf change entry");
        }
    }

    /// A command for the state machine.
    public static Proposal normal(Payload payload) {
        return new Proposal(EntryKind.NORMAL, payload, null);
    }

    /// A change of membership: the payload as it goes into the log, and what it decodes to.
    public static Proposal confChange(EntryKind kind, Payload payload, ConfChange change) {
        return new Proposal(kind, payload, change);
    }
}
