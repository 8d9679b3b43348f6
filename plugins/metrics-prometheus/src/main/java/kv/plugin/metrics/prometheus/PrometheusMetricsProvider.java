package kv.plugin.metrics.prometheus;

import kv.api.spi.metrics.Metrics;
import kv.api.spi.metrics.MetricsProvider;

/// Offers Prometheus' simpleclient as the metrics library.
public final class PrometheusMetricsProvider implements MetricsProvider {

    /// For the service loader.
    public PrometheusMetricsProvider() {
        // nothing to set up
    }

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public Metrics create() {
        return new PrometheusMetrics();
    }
}
