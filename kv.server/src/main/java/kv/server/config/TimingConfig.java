package kv.server.config;

/// Heartbeats, elections and reports. One raft tick is one heartbeat interval.
///
/// @param heartbeatMs a leader's heartbeat, and the length of a tick
/// @param electionMs silence after which a follower may campaign; 5 × heartbeat to 50,000
/// @param initialTickAdvance whether a starting member shortens its first wait
/// @param preVote whether a candidate asks before it raises the term (thesis §9.6)
/// @param watchProgressNs time between two reports of progress to a watcher
public record TimingConfig(long heartbeatMs, long electionMs, boolean initialTickAdvance,
        boolean preVote, long watchProgressNs) {

    private static final long REQUEST_BASE_MS = 5_000;

    /// The election timeout in ticks.
    public int electionTicks() {
        return (int) (electionMs / heartbeatMs);
    }

    /// How long the server waits for one request's outcome: 7,000 with the defaults.
    public long requestTimeoutMs() {
        return REQUEST_BASE_MS + 2 * electionMs;
    }
}
