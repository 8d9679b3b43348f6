package kv.server.consensus;

import kv.raft.model.SoftState;

/// What other threads may know of the consensus. Immutable.
///
/// @param term the member's term
/// @param leader id of the leader, 0 while none is known
/// @param role what the member is
public record RaftView(long term, long leader, SoftState.RoleKind role) {

    /// Before the first turn.
    public static final RaftView UNKNOWN = new RaftView(0, 0, SoftState.RoleKind.FOLLOWER);

    /// Whether a leader is known.
    public boolean hasLeader() {
        return leader != 0;
    }

    /// Whether the member leads.
    public boolean leads() {
        return role == SoftState.RoleKind.LEADER;
    }
}
