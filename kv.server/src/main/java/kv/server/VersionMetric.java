package kv.server;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.loop.Loop;

/// `etcd_cluster_version`: one series for each version that the cluster has had, of which the one
/// that stands is 1. Looked at every second, since versions change hardly ever. Confined to the
/// thread that turns it.
final class VersionMetric implements Loop {

    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final MetricRegistry registry;
    private final Supplier<String> version;
    private String shown = "";
    private MetricRegistry.Gauge series;
    private long nextNs;

    /// @param version the cluster's, empty while there is none
    VersionMetric(MetricRegistry registry, Supplier<String> version) {
        this.registry = registry;
        this.version = version;
    }

    @Override
    public String roleName() {
        return "kvd-version-metric";
    }

    @Override
    public int doWork(long nowNs) {
        if (nextNs - nowNs > 0) {
            return 0;
        }
        nextNs = nowNs + LOOK_NS;
        String now = version.get();
        if (!now.isEmpty() && !now.equals(shown)) {
            show(now);
        }
        return 0;
    }

    private void show(String now) {
        if (series != null) {
            series.set(0);
        }
        series = registry.gauge("etcd_cluster_version",
                "Which version is running. 1 for 'cluster_version' label with current cluster "
                        + "version", Map.of("cluster_version",
                        now.substring(0, now.lastIndexOf('.'))));
        series.set(1);
        shown = now;
    }

    @Override
    public long nextDeadlineNs() {
        return nextNs;
    }
}
