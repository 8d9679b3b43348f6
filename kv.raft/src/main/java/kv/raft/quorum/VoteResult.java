package kv.raft.quorum;

/// How an election stands.
public enum VoteResult {
    /// Neither side can be sure yet.
    PENDING,
    /// A majority can no longer be reached.
    LOST,
    /// A majority has granted.
    WON
}
