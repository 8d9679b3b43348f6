package kv.server.command;

import java.util.concurrent.atomic.AtomicLong;

/// The one place where a request is turned away for load: a credit by bytes, held from the
/// service until the answer. The limit by count (commit minus applied) is judged by the service
/// from the raft status. Any thread.
///
/// Proposals of the member itself (publish, revoke, compaction) draw on a reserved share, so that
/// clients cannot starve the upkeep that relieves the load.
public final class Admission {

    private static final int RESERVED_SHARE = 8;

    private final long clientBytes;
    private final long allBytes;
    private final AtomicLong inFlight = new AtomicLong();

    /// @param limitBytes bytes of proposals in flight, the reserved eighth included
    public Admission(long limitBytes) {
        this.allBytes = limitBytes;
        this.clientBytes = limitBytes - limitBytes / RESERVED_SHARE;
    }

    /// Takes credit for a client's proposal.
    ///
    /// @return false when there is none; the answer is then `too many requests`
    public boolean admit(long bytes) {
        return take(bytes, clientBytes);
    }

    /// Takes credit for a proposal of the member itself.
    public boolean admitInternal(long bytes) {
        return take(bytes, allBytes);
    }

    /// Gives credit back.
    public void release(long bytes) {
        inFlight.addAndGet(-bytes);
    }

    /// Bytes of proposals in flight.
    public long inFlightBytes() {
        return inFlight.get();
    }

    private boolean take(long bytes, long limit) {
        long after = inFlight.addAndGet(bytes);
        if (after > limit && after != bytes) {
            inFlight.addAndGet(-bytes);
            return false;
        }
        return true;
    }
}
