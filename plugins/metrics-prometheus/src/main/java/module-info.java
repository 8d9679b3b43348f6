/// Counts for the server in Prometheus' library and renders `/metrics`, on the client port and, if
/// one is asked for, on a listener of its own.
///
/// Read [PrometheusMetrics][kv.plugin.metrics.prometheus.PrometheusMetrics] first; the package's
/// own introduction names the rest.
///
/// This is the only module that knows the library; all others count through `kv.api.spi.metrics`.
/// Deliberately not here: any series of the server's own. Those stand beside what they count.
module kv.plugin.metrics.prometheus {
    requires kv.api;
    requires jdk.httpserver;
    // Numbers of open files and of memory, for process_* and os_*.
    requires jdk.management;
    requires simpleclient;
    requires simpleclient.hotspot;

    // The registry that every module counts in.
    provides kv.api.spi.metrics.MetricsProvider
            with kv.plugin.metrics.prometheus.PrometheusMetricsProvider;
}
