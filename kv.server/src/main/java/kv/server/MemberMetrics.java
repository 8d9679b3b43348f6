package kv.server;

import java.util.Map;
import java.util.function.DoubleSupplier;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.lease.LeaseLoop;
import kv.store.lease.Lessor;
import kv.store.watch.WatchCounts;

/// etcd's metrics of one member, under etcd's names: read when they are scraped.
final class MemberMetrics {

    private static final double[] DISK_BUCKETS = exponential(0.001, 14);

    private MemberMetrics() {
    }

    /// Duration of the log's fsyncs, counted by the log's owner.
    static MetricRegistry.Histogram walFsync(MetricRegistry registry) {
        return registry.histogram("etcd_disk_wal_fsync_duration_seconds",
                "The latency distributions of fsync called by WAL.", Map.of(), DISK_BUCKETS);
    }

    /// Binds what can be read from the parts.
    static void bind(MetricRegistry registry, MemberLoops.State state, MemberLoops loops) {
        gauge(registry, "etcd_server_has_leader",
                "Whether or not a leader exists. 1 is existence, 0 is not.",
                () -> flag(loops.raft().view().hasLeader()));
        gauge(registry, "etcd_server_is_leader",
                "Whether or not this member is a leader. 1 if is, 0 otherwise.",
                () -> flag(loops.raft().view().leads()));
        gauge(registry, "etcd_server_proposals_committed_total",
                "The total number of consensus proposals committed.",
                () -> loops.raft().commitIndex());
        gauge(registry, "etcd_server_proposals_applied_total",
                "The total number of consensus proposals applied.",
                () -> state.store().view().appliedIndex());
        gauge(registry, "etcd_server_proposals_pending",
                "The current number of pending proposals to commit.",
                () -> state.registry().size());
        counter(registry, "etcd_server_leader_changes_seen_total",
                "The number of leader changes seen.", () -> loops.raft().news().leaderChanges());
        counter(registry, "etcd_server_proposals_failed_total",
                "The total number of failed proposals seen.",
                () -> loops.raft().news().proposalsFailed());
        counter(registry, "etcd_server_slow_read_indexes_total",
                "The total number of pending read indexes not in sync with leader's or timed out "
                        + "read index requests.", () -> loops.raft().news().readsAskedAgain());
        counter(registry, "etcd_server_read_indexes_failed_total",
                "The total number of failed read indexes seen.",
                () -> loops.raft().news().readsFailed());
        registry.gauge("etcd_server_id", "Server or member ID in hexadecimal format.",
                Map.of("server_id", Long.toHexString(state.bootstrap().memberId())), () -> 1);
        store(registry, state, loops);
        watch(registry, state.store().watch().counts());
    }

    private static void store(
            MetricRegistry registry, MemberLoops.State state, MemberLoops loops) {
        gauge(registry, "etcd_mvcc_db_total_size_in_bytes",
                "Total size of the underlying database physically allocated in bytes.",
                () -> loops.engine().sizes().totalBytes());
        gauge(registry, "etcd_mvcc_db_total_size_in_use_in_bytes",
                "Total size of the underlying database logically in use in bytes.",
                () -> loops.engine().sizes().inUseBytes());
        gauge(registry, "etcd_debugging_mvcc_keys_total", "Total number of keys.",
                () -> state.store().view().keyCount());
        gauge(registry, "etcd_debugging_mvcc_current_revision",
                "The current revision of store.", () -> state.store().view().revision());
        gauge(registry, "etcd_debugging_mvcc_compact_revision",
                "The revision of the last compaction in store.",
                () -> state.store().view().compactRevision());
    }

    /// Binds what is counted of leases.
    static void bind(MetricRegistry registry, Lessor lessor, LeaseLoop leases) {
        counter(registry, "etcd_debugging_lease_granted_total",
                "The total number of granted leases.", lessor::grantedTotal);
        counter(registry, "etcd_debugging_lease_revoked_total",
                "The total number of revoked leases.", lessor::revokedTotal);
        counter(registry, "etcd_debugging_lease_renewed_total",
                "The number of renewed leases seen by the leader.", leases::renewedTotal);
        counter(registry, "etcd_debugging_server_lease_expired_total",
                "The total number of expired leases.", leases::expiredTotal);
        gauge(registry, "kvd_leases", "The number of leases.", lessor::count);
    }

    /// Times that leases were granted, counted when they are.
    static MetricRegistry.Histogram grantedSeconds(MetricRegistry registry) {
        return registry.histogram("etcd_debugging_lease_ttl_total",
                "Bucketed histogram of lease TTLs.", Map.of(), exponential(1, 24));
    }

    private static void watch(MetricRegistry registry, WatchCounts counts) {
        gauge(registry, "etcd_debugging_mvcc_watch_stream_total",
                "Total number of watch streams.", counts::streams);
        gauge(registry, "etcd_debugging_mvcc_watcher_total", "Total number of watchers.",
                counts::watchers);
        gauge(registry, "etcd_debugging_mvcc_slow_watcher_total",
                "Total number of unsynced slow watchers.", counts::slowWatchers);
        counter(registry, "etcd_debugging_mvcc_events_total",
                "Total number of events sent by this member.", counts::events);
        gauge(registry, "etcd_debugging_mvcc_pending_events_total",
                "Total number of pending events to be sent.", counts::pendingEvents);
    }

    private static void gauge(
            MetricRegistry registry, String name, String help, DoubleSupplier value) {
        registry.gauge(name, help, Map.of(), value);
    }

    private static void counter(
            MetricRegistry registry, String name, String help, DoubleSupplier value) {
        registry.counter(name, help, Map.of(), value);
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private static double[] exponential(double first, int count) {
        double[] bounds = new double[count];
        for (int i = 0; i < count; i++) {
            bounds[i] = first * (1 << i);
        }
        return bounds;
    }
}
