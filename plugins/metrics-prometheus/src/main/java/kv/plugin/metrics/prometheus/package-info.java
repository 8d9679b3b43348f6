/// Prometheus metrics, in names and text as etcd shows them.
///
/// [PrometheusMetrics] holds the parts together: [PrometheusRegistry] binds series in the library's
/// registry, [Exposition] writes them in Go's text form (numbers by [GoNumber], so that a bucket's
/// `le` label is the same as etcd's), [MetricsHandler] serves them under `/metrics`, and
/// [MetricsListener] opens a port of its own for that. [ProcessExports] adds what the library's
/// exports of the Java process lack.
///
/// Not here: series of the server.
package kv.plugin.metrics.prometheus;
