package kv.raft.model;

/// What became of a proposal at once. None of these says that it will commit: only seeing it in
/// [Ready#committed()] does.
public sealed interface Outcome {

    /// This member leads and appended the proposals in order.
    ///
    /// @param firstIndex index of the first of them
    /// @param lastIndex index of the last; below `firstIndex` if there was none
    /// @param term the leader's term; an entry at such an index with another term is someone else's
    record Accepted(long term, long firstIndex, long lastIndex) implements Outcome {}

    /// This member follows; the proposals are on their way to the leader and may get lost.
    record Forwarded(long leader) implements Outcome {}

    /// Nothing was appended and nothing was sent.
    record Dropped(Reason reason) implements Outcome {}

    /// Why a proposal was dropped.
    enum Reason {
        /// No leader is known, or this member is campaigning.
        NO_LEADER,
        /// Leadership is being handed over; it ends, one way or the other, within an election
        /// timeout.
        LEADER_TRANSFER,
        /// Too many uncommitted bytes ([RaftConfig.Limits#uncommittedBytes()]).
        UNCOMMITTED_LIMIT,
        /// An earlier change of membership is not yet applied, or this one does not fit the present
        /// membership (a second joint change, leaving without having entered, removing the last
        /// voter).
        CONF_CHANGE_PENDING
    }
}
