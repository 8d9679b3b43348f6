package kv.transport.peer.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.spi.metrics.MetricRegistry;

/// What is counted of snapshots to one peer, or from one, under etcd's names. Any thread.
final class SnapshotCounts {

    private static final double NS_PER_SECOND = 1e9;
    private static final double[] SECONDS = new double[10];

    static {
        for (int i = 0; i < SECONDS.length; i++) {
            SECONDS[i] = 0.1 * (1 << i);
        }
    }

    private final AtomicInteger inflight = new AtomicInteger();
    private final MetricRegistry.Counter successes;
    private final MetricRegistry.Counter failures;
    private final MetricRegistry.Histogram seconds;

    private SnapshotCounts(
            MetricRegistry metrics, String way, String verb, Map<String, String> peer) {
        String prefix = "etcd_network_snapshot_" + way;
        successes = metrics.counter(prefix + "_success",
                "Total number of successful snapshot " + verb, peer);
        failures = metrics.counter(prefix + "_failures",
                "Total number of snapshot " + way + " failures", peer);
        seconds = metrics.histogram(prefix + "_total_duration_seconds",
                "Total latency distributions of v3 snapshot " + verb, peer, SECONDS);
        metrics.gauge(prefix + "_inflights_total",
                "Total number of inflight snapshot " + verb, peer, inflight::get);
    }

    /// The counts of all peers, each made when it is needed first.
    static final class Table {

        private final MetricRegistry metrics;
        private final ConcurrentHashMap<Long, SnapshotCounts> sent = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Long, SnapshotCounts> received = new ConcurrentHashMap<>();

        Table(MetricRegistry metrics) {
            this.metrics = metrics;
        }

        SnapshotCounts to(long peer) {
            return sent.computeIfAbsent(peer, id -> new SnapshotCounts(
                    metrics, "send", "sends", Map.of("To", Long.toHexString(id))));
        }

        SnapshotCounts from(long peer) {
            return received.computeIfAbsent(peer, id -> new SnapshotCounts(
                    metrics, "receive", "receives", Map.of("From", Long.toHexString(id))));
        }
    }

    void begin() {
        inflight.incrementAndGet();
    }

    void succeeded(long tookNs) {
        inflight.decrementAndGet();
        successes.increment();
        seconds.observe(tookNs / NS_PER_SECOND);
    }

    void failed() {
        inflight.decrementAndGet();
        failures.increment();
    }
}
