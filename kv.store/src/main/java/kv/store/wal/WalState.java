package kv.store.wal;

/// A state record of the log: raftpb.HardState, what a member must remember of its votes.
///
/// @param term newest term seen
/// @param vote member voted for in that term, 0 for none
/// @param commit an index known to be committed; after a crash it may lag behind the truth
public record WalState(long term, long vote, long commit) {

    /// State of a member that has seen nothing.
    public static final WalState NONE = new WalState(0, 0, 0);
}
