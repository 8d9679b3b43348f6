package kv.server.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.LeaseCheckpoint;
import kv.store.lease.Lease;

/// How much time each lease has left, while this member leads. Confined to kvd-lease, but for
/// [#deadlineNs(long)].
///
/// Moments are nanoseconds since the member started, so that the longest lease of nine billion
/// seconds fits.
final class LeaseTimers {

    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /// A restart may give back ten seconds of a lease, or a tenth of its time if that is more.
    private static final long MIN_REGAIN_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int REGAIN_SHARE = 10;

    /// What a restart gives back besides: a checkpoint's rounding, and its way into the log.
    private static final long REGAIN_MARGIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final long extensionNs;
    private final ConcurrentHashMap<Long, LeaseTimer> timers = new ConcurrentHashMap<>();
    private final MomentQueue expiries = new MomentQueue();
    private final MomentQueue checkpoints = new MomentQueue();

    /// @param extensionNs what leases get besides when another leader begins to count
    LeaseTimers(long extensionNs) {
        this.extensionNs = extensionNs;
    }

    /// Begins to count for all leases.
    void begin(Collection<Lease> leases, long nowNs) {
        for (Lease lease : leases) {
            start(lease, nowNs, extensionNs);
        }
    }

    /// Forgets all.
    ///
    /// @return renewals that waited for the end of a lease
    List<Renewal> stop() {
        List<Renewal> waiting = new ArrayList<>();
        timers.values().forEach(timer -> waiting.addAll(timer.waiting()));
        timers.clear();
        expiries.clear();
        checkpoints.clear();
        return waiting;
    }

    /// Begins to count for a new lease, unless that is done.
    void granted(Lease lease, long nowNs) {
        LeaseTimer timer = timers.get(lease.id());
        if (timer == null || timer.lease() != lease) {
            start(lease, nowNs, 0);
        }
    }

    /// Forgets a lease that has ended; another that has its id by now stays.
    ///
    /// @return renewals that waited for the end
    List<Renewal> ended(Lease lease) {
        LeaseTimer timer = timers.get(lease.id());
        if (timer == null || timer.lease() != lease) {
            return List.of();
        }
        timers.remove(lease.id());
        expiries.remove(timer.expiry());
        checkpoints.remove(timer.checkpoint());
        return timer.waiting();
    }

    /// The timer of a lease, or null.
    LeaseTimer find(long id) {
        return timers.get(id);
    }

    /// Any thread: when a lease ends; [Moment#NEVER] when this member does not count for it.
    long deadlineNs(long id) {
        LeaseTimer timer = timers.get(id);
        return timer == null ? Moment.NEVER : timer.expiry().atNs();
    }

    /// Gives a lease that has not expired all its time again.
    void renew(LeaseTimer timer, long nowNs) {
        long ttlNs = timer.lease().grantedTtlSeconds() * NS_PER_SECOND;
        expiries.set(timer.expiry(), later(nowNs, ttlNs));
        scheduleCheckpoint(timer, nowNs);
    }

    /// The next lease that has expired; each is given once.
    LeaseTimer takeExpired(long nowNs) {
        return expiries.take(nowNs);
    }

    /// Gives an expired lease once more, after a while.
    void tryAgain(LeaseTimer timer, long atNs) {
        if (timers.get(timer.lease().id()) == timer) {
            expiries.again(timer.expiry(), atNs);
        }
    }

    /// Checkpoints that are due, at most `limit`. The timers know that these are on their way.
    List<LeaseCheckpoint> takeCheckpoints(long nowNs, int limit) {
        List<LeaseCheckpoint> due = new ArrayList<>();
        while (due.size() < limit) {
            LeaseTimer timer = checkpoints.take(nowNs);
            if (timer == null) {
                break;
            }
            long leftNs = timer.expiry().atNs() - nowNs;
            long leftSeconds = Math.ceilDiv(leftNs, NS_PER_SECOND);
            if (leftSeconds > 0 && leftSeconds < timer.lease().grantedTtlSeconds()) {
                timer.noteCheckpoint();
                due.add(LeaseCheckpoint.newBuilder().setID(timer.lease().id())
                        .setRemainingTTL(leftSeconds).build());
            }
            scheduleCheckpoint(timer, nowNs);
        }
        return due;
    }

    /// No lease expires before this.
    long firstExpiryNs() {
        return expiries.firstNs();
    }

    private void start(Lease lease, long nowNs, long extraNs) {
        LeaseTimer timer = new LeaseTimer(lease);
        timers.put(lease.id(), timer);
        long leftNs = lease.remainingTtlSeconds() * NS_PER_SECOND;
        expiries.set(timer.expiry(), later(nowNs, leftNs + extraNs));
        scheduleCheckpoint(timer, nowNs);
    }

    private void scheduleCheckpoint(LeaseTimer timer, long nowNs) {
        long tenthNs = timer.lease().grantedTtlSeconds() * (NS_PER_SECOND / REGAIN_SHARE);
        long regainNs = Math.max(MIN_REGAIN_NS, tenthNs);
        long intervalNs = Math.max(NS_PER_SECOND, regainNs - extensionNs - REGAIN_MARGIN_NS);
        long atNs = later(nowNs, intervalNs);
        if (atNs < timer.expiry().atNs()) {
            checkpoints.set(timer.checkpoint(), atNs);
        } else {
            checkpoints.remove(timer.checkpoint());
        }
    }

    private static long later(long nowNs, long byNs) {
        long sum = nowNs + byNs;
        return sum < 0 ? Moment.NEVER - 1 : sum;
    }
}
