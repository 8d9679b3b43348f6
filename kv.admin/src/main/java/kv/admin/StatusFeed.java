package kv.admin;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The status document, made anew at most once a second however many pages are open, so that
/// watching a cluster costs it little. Guarded by its lock; a caller may wait for the cluster.
final class StatusFeed {

    private static final System.Logger LOG = System.getLogger(StatusFeed.class.getName());
    private static final long FRESH_NS = TimeUnit.MILLISECONDS.toNanos(900);

    private final ClusterReader cluster;
    private final Supplier<String> metrics;
    private String document = "";
    private long madeNs;

    StatusFeed(ClusterReader cluster, Supplier<String> metrics) {
        this.cluster = cluster;
        this.metrics = metrics;
    }

    /// The document as JSON, less than a second old.
    synchronized String json() {
        long nowNs = System.nanoTime();
        if (document.isEmpty() || nowNs - madeNs > FRESH_NS) {
            ClusterView view = cluster.read();
            madeNs = System.nanoTime();
            document = new StatusDocument(view, measurements(), cluster.ownReads(),
                    TimeUnit.NANOSECONDS.toMillis(madeNs)).json();
        }
        return document;
    }

    private Measurements measurements() {
        try {
            return Measurements.of(metrics.get());
        } catch (RuntimeException e) {
            // Metrics of another process may be out of reach; the rest of the page is not.
            LOG.log(System.Logger.Level.DEBUG, "no metrics for the console", e);
            return Measurements.of("");
        }
    }
}
