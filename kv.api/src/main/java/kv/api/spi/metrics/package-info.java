/// How modules count. A series is bound once, at construction; adding to it looks nothing up.
///
/// Read [MetricsProvider], then [MetricRegistry]. Names and help texts are etcd's.
package kv.api.spi.metrics;
