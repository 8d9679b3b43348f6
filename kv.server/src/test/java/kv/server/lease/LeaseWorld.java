package kv.server.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.LeaseCheckpoint;
import kv.server.command.Proposal;
import kv.server.loop.Clock;
import kv.server.loop.Wakeup;
import kv.store.lease.Lease;
import kv.store.lease.Lessor;

/// A lease loop on a clock that is pushed, with a log that commits when it is told to.
final class LeaseWorld implements Clock {

    static final long EXTENSION_S = 1;
    private static final long MIN_TTL_S = 2;

    final Lessor lessor;
    final LeaseLoop loop;
    final List<Long> grantedSeconds = new ArrayList<>();
    final ArrayDeque<Proposed> log = new ArrayDeque<>();
    final Map<Long, Renewed> answers = new HashMap<>();
    long leads = 1;
    private long nowNs = -TimeUnit.DAYS.toNanos(1);

    /// A command on its way.
    record Proposed(long term, InternalRaftRequest command, Executor loop, Proposal.Waiter waiter) {
    }

    /// What became of the newest renewal of a lease.
    record Renewed(long ttlSeconds, KvException refusal) {
    }

    LeaseWorld() {
        this(new Lessor(MIN_TTL_S));
    }

    /// A member that starts with the leases of another life.
    LeaseWorld(Lessor lessor) {
        this.lessor = lessor;
        loop = new LeaseLoop(lessor, () -> leads, this::propose,
                LeaseLoop.Timing.from(this, TimeUnit.SECONDS.toNanos(EXTENSION_S)),
                grantedSeconds::add, Wakeup.NONE);
        lessor.listen(loop);
        turn();
    }

    private void propose(long term, Executor executor, InternalRaftRequest.Builder command,
            Proposal.Waiter waiter) {
        log.add(new Proposed(term, command.build(), executor, waiter));
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public long unixMs() {
        return 0;
    }

    /// Time passes, then the loop turns until it rests.
    void after(double seconds) {
        nowNs += Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
        turn();
    }

    void turn() {
        while (loop.doWork(nowNs) > 0) {
            // until it rests
        }
    }

    /// Everything that was proposed takes effect.
    void commit() {
        for (int left = log.size(); left > 0; left--) {
            Proposed proposed = log.poll();
            apply(proposed.command());
            proposed.loop().execute(() -> proposed.waiter().applied(proposed.command()));
        }
        turn();
    }

    /// Everything that was proposed is turned away.
    void refuse(ErrorCode reason) {
        for (int left = log.size(); left > 0; left--) {
            Proposed proposed = log.poll();
            proposed.loop().execute(() -> proposed.waiter().refused(new KvException(reason)));
        }
        turn();
    }

    private void apply(InternalRaftRequest command) {
        if (command.hasLeaseRevoke()) {
            lessor.find(command.getLeaseRevoke().getID()).ifPresent(lessor::remove);
        }
        for (LeaseCheckpoint checkpoint : command.getLeaseCheckpoint().getCheckpointsList()) {
            lessor.find(checkpoint.getID()).ifPresent(
                    lease -> lessor.checkpoint(lease, checkpoint.getRemainingTTL()));
        }
    }

    Lease grant(long id, long ttlSeconds) {
        Lease lease = lessor.grant(id, ttlSeconds);
        turn();
        return lease;
    }

    /// Asks for a renewal; the answer, if there is one by now, stands in [#answers].
    Renewed renew(long id) {
        answers.remove(id);
        loop.renew(new Renewal(id, Runnable::run, new Renewal.Outcome() {
            @Override
            public void renewed(long ttlSeconds) {
                answers.put(id, new Renewed(ttlSeconds, null));
            }

            @Override
            public void refused(KvException reason) {
                answers.put(id, new Renewed(-1, reason));
            }
        }));
        turn();
        return answers.get(id);
    }

    double remaining(long id) {
        return loop.remainingNs(id) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /// Ids of the leases that the log wants revoked.
    List<Long> revoking() {
        return log.stream().filter(p -> p.command().hasLeaseRevoke())
                .map(p -> p.command().getLeaseRevoke().getID()).toList();
    }

    /// Checkpoints on their way into the log.
    List<LeaseCheckpoint> checkpoints() {
        return log.stream()
                .flatMap(p -> p.command().getLeaseCheckpoint().getCheckpointsList().stream())
                .toList();
    }
}
