package kv.raft.model;

/// Who leads and what this member is: useful to know, lost at a crash, never persisted.
///
/// @param lead id of the leader of the current term, 0 if unknown
public record SoftState(long lead, RoleKind role) {

    /// The four roles of a member. PRE_CANDIDATE asks without moving its term (thesis §9.6).
    public enum RoleKind { FOLLOWER, PRE_CANDIDATE, CANDIDATE, LEADER }
}
