package kv.raft;

import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.HardState;
import kv.raft.model.SoftState;

/// A member's view of itself and, if it leads, of the others. An immutable copy, taken on the raft
/// thread by [RaftNode#status()].
///
/// @param peers progress of every member, this one included, ascending by id; empty unless leading
public record Status(
        long id,
        SoftState softState,
        HardState hardState,
        Indexes indexes,
        ConfState confState,
        List<Peer> peers) {

    /// Where the log stands: `applied <= commit`, `applied <= durable <= last`.
    ///
    /// @param first oldest entry kept
    /// @param last newest entry, durable or not
    /// @param durable newest entry reported persisted
    /// @param applied newest entry reported applied
    public record Indexes(long first, long last, long durable, long applied) {}

    /// How far a member has come, as its leader knows it.
    ///
    /// @param match newest entry that the member is known to hold durably, 0 while that is in doubt
    /// @param next next entry to send
    /// @param flow whether appends stream to it, wait, a snapshot is under way, or it is refused
    public record Peer(long id, long match, long next, Flow flow, boolean recentActive,
            boolean learner) {}

    /// How a leader sends to a member.
    public enum Flow { PROBE, REPLICATE, SNAPSHOT, REFUSED }

    /// Whether this member leads, as far as it knows.
    public boolean isLeader() {
        return softState.role() == SoftState.RoleKind.LEADER;
    }
}
