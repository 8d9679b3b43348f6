package kv.server.consensus;

/// When the raft loop acts by itself.
///
/// @param tickNs length of a raft tick
/// @param readRetryNs when an unanswered read-index question is asked again
/// @param campaignAtStart whether to campaign at once: nobody else could lead
public record RaftTiming(long tickNs, long readRetryNs, boolean campaignAtStart) {
}
