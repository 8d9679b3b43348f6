package kv.simulation.member;

import kv.server.loop.Clock;

/// A clock that stands still until it is pushed.
final class PushedClock implements Clock {

    private static final long START_NS = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private long nowNs = START_NS;

    void push(long ns) {
        nowNs += ns;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public long unixMs() {
        return nowNs / NS_PER_MS;
    }
}
