package kv.server.lease;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.server.loop.Clock;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Outbox;
import kv.server.loop.Wakeup;
import kv.store.lease.Lease;
import kv.store.lease.LeaseListener;
import kv.store.lease.Lessor;

/// The owner of time for leases, `kvd-lease`: while this member leads it counts for every lease,
/// renews, and has those revoked that have expired. A member that does not lead counts nothing.
///
/// It begins once an entry of its own term is applied, so that it has seen every revocation of
/// earlier leaders, and gives each lease at least what the last leader promised. What it proposes
/// is bound to the term: a leader that was deposed without noticing revokes nothing.
public final class LeaseLoop implements Loop, LeaseListener {

    /// etcd sends this text, which is in no table of its own.
    private static final KvException NOT_PRIMARY =
            new KvException(StatusCode.UNKNOWN, "not a primary lessor");

    private static final int MAX_TASKS = 4096;
    private static final long TERM_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Lessor lessor;
    private final LongSupplier leadingTerm;
    private final Timing timing;
    private final LongConsumer grantedSeconds;
    private final Mailbox<Runnable> tasks;
    private final Outbox outbox = new Outbox();
    private final LeaseTimers timers;
    private final LeaseProposals proposals;
    private long term;
    private long nowNs;
    private long nextCheckNs;
    private volatile long renewedTotal;

    /// How time is told.
    ///
    /// @param clock the member's
    /// @param originNs a moment before any other, on the clock's scale
    /// @param extensionNs what leases get besides when another leader begins to count
    public record Timing(Clock clock, long originNs, long extensionNs) {

        /// From now on.
        public static Timing from(Clock clock, long extensionNs) {
            return new Timing(clock, clock.nowNs(), extensionNs);
        }
    }

    /// @param leadingTerm the term in which this member leads and has applied an entry; 0 if none.
    ///        Any thread may ask
    /// @param grantedSeconds told the time that each new lease was granted, on kvd-apply
    public LeaseLoop(Lessor lessor, LongSupplier leadingTerm, LeaderGate gate, Timing timing,
            LongConsumer grantedSeconds, Wakeup wakeup) {
        this.lessor = lessor;
        this.leadingTerm = leadingTerm;
        this.timing = timing;
        this.grantedSeconds = grantedSeconds;
        this.tasks = new Mailbox<>(wakeup);
        this.timers = new LeaseTimers(timing.extensionNs());
        this.proposals = new LeaseProposals(gate, timers, tasks::put);
    }

    /// Any thread: renews a lease as it is after all that was applied before the call.
    public void renew(Renewal renewal) {
        tasks.put(() -> take(renewal));
    }

    /// Any thread: runs `task` on `loop` once [#remainingNs] counts for all that was applied
    /// before the call.
    public void whenCurrent(Executor loop, Runnable task) {
        tasks.put(() -> outbox.add(loop, task));
    }

    /// Any thread: what a lease has left, negative when it has expired and is about to be revoked;
    /// [Long#MAX_VALUE] when this member does not count for it.
    public long remainingNs(long id) {
        long deadlineNs = timers.deadlineNs(id);
        return deadlineNs == Moment.NEVER
                ? Long.MAX_VALUE : deadlineNs - (timing.clock().nowNs() - timing.originNs());
    }

    /// Any thread: renewals since the start.
    public long renewedTotal() {
        return renewedTotal;
    }

    /// Any thread: leases that were revoked because their time was over, since the start.
    public long expiredTotal() {
        return proposals.expiredTotal();
    }

    @Override
    public void granted(Lease lease) {
        grantedSeconds.accept(lease.grantedTtlSeconds());
        tasks.put(() -> {
            if (term != 0) {
                timers.granted(lease, nowNs);
            }
        });
    }

    @Override
    public void revoked(Lease lease) {
        tasks.put(() -> timers.ended(lease).forEach(renewal -> answer(renewal, 0)));
    }

    @Override
    public String roleName() {
        return "kvd-lease";
    }

    @Override
    public int doWork(long turnNs) {
        nowNs = turnNs - timing.originNs();
        nextCheckNs = turnNs + TERM_CHECK_NS;
        int work = followLeadership();
        work += tasks.drain(MAX_TASKS, Runnable::run);
        if (term != 0) {
            work += proposals.makeDue(term, nowNs);
        }
        outbox.flush();
        return work;
    }

    @Override
    public long nextDeadlineNs() {
        long dueNs = term == 0 ? Moment.NEVER : proposals.nextDueNs();
        return dueNs == Moment.NEVER
                ? nextCheckNs : Math.min(nextCheckNs, timing.originNs() + dueNs);
    }

    /// The loops that answer proposals have closed before.
    @Override
    public void onClose() {
        stop(new KvException(ErrorCode.STOPPED));
        tasks.drain(Integer.MAX_VALUE, Runnable::run);
        stop(new KvException(ErrorCode.STOPPED));
        outbox.flush();
    }

    private int followLeadership() {
        long leads = leadingTerm.getAsLong();
        if (leads == term) {
            return 0;
        }
        stop(NOT_PRIMARY);
        term = leads;
        if (leads != 0) {
            timers.begin(lessor.all(), nowNs);
        }
        return 1;
    }

    private void stop(KvException reason) {
        timers.stop().forEach(renewal -> refuse(renewal, reason));
        proposals.stop(reason);
        term = 0;
    }

    private void take(Renewal renewal) {
        followLeadership();
        LeaseTimer timer = timers.find(renewal.leaseId());
        if (term == 0) {
            refuse(renewal, NOT_PRIMARY);
        } else if (timer == null) {
            answer(renewal, 0);
        } else if (timer.expired(nowNs)) {
            timer.await(renewal);
        } else {
            renew(timer, renewal);
        }
    }

    private void renew(LeaseTimer timer, Renewal renewal) {
        timers.renew(timer, nowNs);
        if (timer.checkpointed()) {
            proposals.clear(timer, new Clearing(renewal));
            return;
        }
        renewedTotal = renewedTotal + 1;
        answer(renewal, timer.lease().grantedTtlSeconds());
    }

    private void answer(Renewal renewal, long ttlSeconds) {
        outbox.add(renewal.loop(), () -> renewal.outcome().renewed(ttlSeconds));
    }

    private void refuse(Renewal renewal, KvException reason) {
        outbox.add(renewal.loop(), () -> renewal.outcome().refused(reason));
    }

    /// A renewal that waits until the log no longer holds a checkpoint of its lease.
    private final class Clearing implements LeaseProposals.Cleared {

        private final Renewal renewal;

        Clearing(Renewal renewal) {
            this.renewal = renewal;
        }

        @Override
        public void done() {
            take(renewal);
        }

        @Override
        public void refused(KvException reason) {
            refuse(renewal, reason);
        }
    }
}
