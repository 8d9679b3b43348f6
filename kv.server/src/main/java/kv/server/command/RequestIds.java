package kv.server.command;

import java.util.concurrent.atomic.AtomicLong;

/// etcd's request ids: 16 low bits of the member id, 40 bits of milliseconds at start, 8 bits and
/// carry of a counter. Unique among the requests in flight of one member. Any thread.
public final class RequestIds {

    private static final int COUNTER_BITS = 48;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long TIME_MASK = (1L << 40) - 1;

    private final long prefix;
    private final AtomicLong counter;

    /// @param memberId this member
    /// @param startMs milliseconds since 1970 at the start of the process
    public RequestIds(long memberId, long startMs) {
        this.prefix = memberId << COUNTER_BITS;
        this.counter = new AtomicLong((startMs & TIME_MASK) << 8);
    }

    /// What comes before the first id of a member that starts at that moment.
    public static long first(long memberId, long startMs) {
        return memberId << COUNTER_BITS | (startMs & TIME_MASK) << 8;
    }

    /// The next id.
    public long next() {
        return prefix | (counter.incrementAndGet() & COUNTER_MASK);
    }

    /// The next id as a lease id, which is never negative.
    public long nextLease() {
        return next() & Long.MAX_VALUE;
    }
}
