package kv.server.lease;

import java.util.ArrayList;
import java.util.List;
import kv.store.lease.Lease;

/// One lease's time while this member leads. Confined to kvd-lease, but for the deadline, which
/// any thread may read.
final class LeaseTimer {

    private final Lease lease;
    private final Moment expiry = new Moment(this);
    private final Moment checkpoint = new Moment(this);
    private long checkpoints;
    private boolean checkpointed;
    private List<Renewal> waiting = List.of();

    LeaseTimer(Lease lease) {
        this.lease = lease;
        this.checkpointed = lease.checkpointSeconds() > 0;
    }

    Lease lease() {
        return lease;
    }

    /// When the lease has expired.
    Moment expiry() {
        return expiry;
    }

    /// When its time is to be noted in the log.
    Moment checkpoint() {
        return checkpoint;
    }

    boolean expired(long nowNs) {
        return expiry.atNs() <= nowNs;
    }

    /// Whether the log holds, or may come to hold, a checkpoint. A renewal is worth nothing until
    /// that is taken back: a member that starts anew would count from it.
    boolean checkpointed() {
        return checkpointed;
    }

    /// How many checkpoints were proposed.
    long checkpoints() {
        return checkpoints;
    }

    /// A checkpoint is on its way into the log.
    void noteCheckpoint() {
        checkpoints++;
        checkpointed = true;
    }

    /// The log holds that all the lease's time is left, unless a later checkpoint is on its way.
    ///
    /// @param upTo [#checkpoints()] when that was proposed
    void noteCleared(long upTo) {
        if (checkpoints == upTo) {
            checkpointed = false;
        }
    }

    /// Lets a renewal wait for the end of the lease, which has expired.
    void await(Renewal renewal) {
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(renewal);
    }

    /// Renewals that wait for the end.
    List<Renewal> waiting() {
        return waiting;
    }
}
