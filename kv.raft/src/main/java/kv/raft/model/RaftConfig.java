package kv.raft.model;

import java.util.Objects;

/// What one member must be told before it can run. Nothing here is replicated.
///
/// @param id this member, never 0
public record RaftConfig(long id, Election election, Limits limits, RandomSource random) {

    public RaftConfig {
        if (id == 0) {
            throw new IllegalArgumentException("0 is not a member id");
        }
        Objects.requireNonNull(election);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(random);
    }

    /// etcd's settings: 10 ticks without a leader, a heartbeat each tick, both guards on.
    public static RaftConfig of(long id, RandomSource random) {
        return new RaftConfig(id, new Election(10, 1, true, true), Limits.DEFAULT, random);
    }

    /// How leaders are found and kept.
    ///
    /// @param timeoutTicks ticks without a leader before an election; the actual timeout is drawn
    ///     from `[timeoutTicks, 2 * timeoutTicks - 1]`
    /// @param heartbeatTicks ticks between a leader's heartbeats, below `timeoutTicks`
    /// @param preVote whether to ask before raising the term (thesis §9.6)
    /// @param checkQuorum whether a leader that hears no quorum for a timeout steps down, and
    ///     followers that hear a leader ignore candidates (thesis §6.2, §4.2.3)
    public record Election(
            int timeoutTicks, int heartbeatTicks, boolean preVote, boolean checkQuorum) {

        public Election {
            if (heartbeatTicks < 1 || timeoutTicks <= heartbeatTicks) {
                throw new IllegalArgumentException("need 0 < heartbeatTicks < timeoutTicks, got "
                        + heartbeatTicks + " and " + timeoutTicks);
            }
        }
    }

    /// Bounds on what is under way at once. All but the last count [Entry#sizeBytes()]; each lets a
    /// single larger entry pass, else nothing could.
    ///
    /// @param messageBytes entries in one append message
    /// @param inflightMessages append messages under way to one member
    /// @param inflightBytes entries under way to one member; the message that reaches this is the
    ///     last
    /// @param applyingBytes committed entries handed out by `Ready` and not yet reported applied
    /// @param uncommittedBytes payload bytes in a leader's log that are not yet committed
    public record Limits(
            long messageBytes, int inflightMessages, long inflightBytes,
            long applyingBytes, long uncommittedBytes) {

        /// etcd's limits: 1 MiB a message, 512 messages of any size together, 1 MiB being applied,
        /// no uncommitted limit.
        public static final Limits DEFAULT = new Limits(
                1 << 20, 512, Long.MAX_VALUE, 1 << 20, Long.MAX_VALUE);

        public Limits {
            if (messageBytes < 1 || inflightMessages < 1 || inflightBytes < 1
                    || applyingBytes < 1 || uncommittedBytes < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }
}
