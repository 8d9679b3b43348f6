package kv.raft.model;

/// What an entry asks of the state machine, in the numbering of raftpb.EntryType.
public enum EntryKind {
    /// A command for the state machine, or nothing at all.
    NORMAL,
    /// One change of membership by the simple rule (raftpb.ConfChange).
    CONF_CHANGE,
    /// A change of membership that may be joint (raftpb.ConfChangeV2).
    CONF_CHANGE_V2;

    /// Whether an entry of this kind changes the membership when it is applied.
    public boolean changesMembership() {
        return this != NORMAL;
    }
}
