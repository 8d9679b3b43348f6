package kv.server.lease;

/// When something about a lease is due, and its place in a [MomentQueue]. The place is changed by
/// the owner of the queue alone; any thread may read the moment.
final class Moment {

    static final long NEVER = Long.MAX_VALUE;

    private final LeaseTimer timer;
    private volatile long atNs = NEVER;
    private long placeNs = NEVER;

    Moment(LeaseTimer timer) {
        this.timer = timer;
    }

    LeaseTimer timer() {
        return timer;
    }

    long atNs() {
        return atNs;
    }

    void at(long ns) {
        atNs = ns;
    }

    /// Where it stands in the queue: at its moment or before; [#NEVER] when it is not in the queue.
    long placeNs() {
        return placeNs;
    }

    void placeAt(long ns) {
        placeNs = ns;
    }
}
