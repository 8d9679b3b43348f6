package kv.raft.core;

import kv.raft.model.RandomSource;

/// Counts ticks since a leader was heard, and draws how many may pass (Raft §5.2). Confined to the
/// raft thread. The draw is from `[base, 2 * base - 1]`, anew at each change of role.
final class ElectionTimer {

    private final int baseTicks;
    private final RandomSource random;
    private int elapsedTicks;
    private int timeoutTicks;

    ElectionTimer(int baseTicks, RandomSource random) {
        this.baseTicks = baseTicks;
        this.random = random;
        redraw();
    }

    void tick() {
        elapsedTicks++;
    }

    /// A leader was heard, a vote was given, or a round of counting is over.
    void restart() {
        elapsedTicks = 0;
    }

    /// Count anew towards another random timeout.
    void redraw() {
        elapsedTicks = 0;
        timeoutTicks = baseTicks + random.nextInt(baseTicks);
    }

    /// Whether this member has waited long enough to campaign.
    boolean hasExpired() {
        return elapsedTicks >= timeoutTicks;
    }

    /// Whether the shortest timeout of any member has passed: the lease of a leader is over, and a
    /// leader's own round of counting too.
    boolean hasPassedBase() {
        return elapsedTicks >= baseTicks;
    }
}
