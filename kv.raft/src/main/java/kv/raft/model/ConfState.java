package kv.raft.model;

/// The membership at some index of the log, as raftpb.ConfState records it in snapshots.
///
/// - Outside a joint change `votersOutgoing` and `learnersNext` are empty and `autoLeave` is false.
/// - A voter is never a learner. `learnersNext` are outgoing voters that turn into learners when
///   the joint change ends.
///
/// @param votersOutgoing the old majority of a joint change (Raft §6)
/// @param autoLeave whether the leader ends the joint change by itself
public record ConfState(
        NodeIds voters,
        NodeIds learners,
        NodeIds votersOutgoing,
        NodeIds learnersNext,
        boolean autoLeave) {

    /// The membership of a log that has seen no change yet: nobody.
    public static final ConfState EMPTY = ofVoters();

    /// A membership of voters alone.
    public static ConfState ofVoters(long... voters) {
        NodeIds none = NodeIds.of();
        return new ConfState(NodeIds.of(voters), none, none, none, false);
    }

    /// Whether the old and the new majority must both agree.
    public boolean isJoint() {
        return !votersOutgoing.isEmpty();
    }

    /// Whether the id has any part in this membership.
    public boolean contains(long id) {
        return voters.contains(id) || learners.contains(id) || votersOutgoing.contains(id);
    }
}
