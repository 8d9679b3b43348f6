package kv.raft.model;

/// The state that must be on disk before a member answers anybody (Raft Figure 2, "persistent
/// state"), and the commit index, which is only a lower bound after a crash.
///
/// @param vote id voted for in `term`, 0 if none
/// @param commit highest index known to be committed
public record HardState(long term, long vote, long commit) {

    /// State of a member that has never heard of any term.
    public static final HardState EMPTY = new HardState(0, 0, 0);
}
