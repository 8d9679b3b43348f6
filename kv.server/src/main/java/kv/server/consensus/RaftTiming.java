package kv.server.consensus;

/// When the raft loop acts by itself, and what it keeps.
///
/// @param tickNs length of a raft tick
/// @param electionTicks for so long the log's disk of a leader may stand still
/// @param readRetryNs when an unanswered read-index question is asked again
/// @param campaignAtStart whether to campaign at once: nobody else could lead
/// @param catchUpEntries entries kept behind what the engine holds, for members that lag
/// @param firstReadContext from where read-index questions are numbered; no other member, and no
///        earlier run of this one, uses the numbers from there on
public record RaftTiming(
        long tickNs, int electionTicks, long readRetryNs, boolean campaignAtStart,
        long catchUpEntries, long firstReadContext) {
}
