package kv.server.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.LeaseCheckpoint;
import kv.api.pb.etcdserverpb.LeaseCheckpointRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.server.command.Proposal;

/// What the leader says about leases: that some have expired, and how much time others have left.
/// Confined to kvd-lease.
///
/// Few revocations are under way at a time, so that a million leases which expire together leave
/// room for others. A refused one is proposed again as long as this member leads.
final class LeaseProposals {

    static final int MAX_REVOKING = 128;
    static final int MAX_CHECKPOINTS = 1_000;
    private static final int MAX_CHECKPOINTING = 4;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /// Checkpoints are gathered that long, so that an entry holds many.
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LeaderGate gate;
    private final LeaseTimers timers;
    private final Executor loop;
    private final List<Request> clearing = new ArrayList<>();
    private int revoking;
    private int checkpointing;
    private long nextCheckpointsNs;
    private long nowNs;
    private volatile long expiredTotal;

    /// Waits until a lease's checkpoint is taken back.
    interface Cleared {

        /// The log says that all its time is left.
        void done();

        /// Nobody knows.
        void refused(KvException reason);
    }

    private record Request(LeaseTimer timer, long checkpoints, Cleared waiter) {
    }

    /// @param loop where outcomes of proposals are taken
    LeaseProposals(LeaderGate gate, LeaseTimers timers, Executor loop) {
        this.gate = gate;
        this.timers = timers;
        this.loop = loop;
    }

    /// How many leases were revoked because they had expired.
    long expiredTotal() {
        return expiredTotal;
    }

    /// Takes the checkpoint of a lease back, with the others of this turn.
    void clear(LeaseTimer timer, Cleared waiter) {
        clearing.add(new Request(timer, timer.checkpoints(), waiter));
    }

    /// Turns away what is not proposed yet.
    void stop(KvException reason) {
        clearing.forEach(request -> request.waiter().refused(reason));
        clearing.clear();
    }

    /// Proposes what is due.
    ///
    /// @return how many proposals were made
    int makeDue(long term, long now) {
        nowNs = now;
        return revokeExpired(term) + checkpoint(term) + clearAll(term);
    }

    /// No proposal is due before this.
    long nextDueNs() {
        return revoking < MAX_REVOKING ? timers.firstExpiryNs() : Moment.NEVER;
    }

    private int revokeExpired(long term) {
        int proposed = 0;
        while (revoking < MAX_REVOKING) {
            LeaseTimer expired = timers.takeExpired(nowNs);
            if (expired == null) {
                break;
            }
            revoking++;
            proposed++;
            propose(term, InternalRaftRequest.newBuilder().setLeaseRevoke(
                    LeaseRevokeRequest.newBuilder().setID(expired.lease().id())),
                    new Revocation(expired));
        }
        return proposed;
    }

    private int checkpoint(long term) {
        int proposed = 0;
        while (nowNs >= nextCheckpointsNs && checkpointing < MAX_CHECKPOINTING) {
            List<LeaseCheckpoint> due = timers.takeCheckpoints(nowNs, MAX_CHECKPOINTS);
            if (due.size() < MAX_CHECKPOINTS) {
                nextCheckpointsNs = nowNs + GATHER_NS;
            }
            if (due.isEmpty()) {
                break;
            }
            checkpointing++;
            proposed++;
            propose(term, request(due), new Checkpoints());
        }
        return proposed;
    }

    private int clearAll(long term) {
        int proposed = 0;
        for (int from = 0; from < clearing.size(); from += MAX_CHECKPOINTS) {
            int to = Math.min(from + MAX_CHECKPOINTS, clearing.size());
            List<Request> batch = List.copyOf(clearing.subList(from, to));
            List<LeaseCheckpoint> cleared = new ArrayList<>(batch.size());
            for (Request request : batch) {
                cleared.add(LeaseCheckpoint.newBuilder()
                        .setID(request.timer().lease().id()).build());
            }
            proposed++;
            propose(term, request(cleared), new Clears(batch));
        }
        clearing.clear();
        return proposed;
    }

    private static InternalRaftRequest.Builder request(List<LeaseCheckpoint> checkpoints) {
        return InternalRaftRequest.newBuilder().setLeaseCheckpoint(
                LeaseCheckpointRequest.newBuilder().addAllCheckpoints(checkpoints));
    }

    private void propose(long term, InternalRaftRequest.Builder command, Proposal.Waiter waiter) {
        try {
            gate.propose(term, loop, command, waiter);
        } catch (KvException refusal) {
            loop.execute(() -> waiter.refused(refusal));
        }
    }

    private final class Revocation implements Proposal.Waiter {

        private final LeaseTimer timer;

        Revocation(LeaseTimer timer) {
            this.timer = timer;
        }

        @Override
        public void applied(Object result) {
            revoking--;
            expiredTotal = expiredTotal + 1;
        }

        @Override
        public void refused(KvException refusal) {
            revoking--;
            timers.tryAgain(timer, nowNs + RETRY_NS);
        }
    }

    /// A checkpoint that is lost is made up for by the next.
    private final class Checkpoints implements Proposal.Waiter {

        @Override
        public void applied(Object result) {
            checkpointing--;
        }

        @Override
        public void refused(KvException refusal) {
            checkpointing--;
        }
    }

    private record Clears(List<Request> batch) implements Proposal.Waiter {

        @Override
        public void applied(Object result) {
            for (Request request : batch) {
                request.timer().noteCleared(request.checkpoints());
                request.waiter().done();
            }
        }

        @Override
        public void refused(KvException refusal) {
            batch.forEach(request -> request.waiter().refused(refusal));
        }
    }
}
