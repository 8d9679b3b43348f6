package kv.api.spi.metrics;

/// How a metrics library is found (ServiceLoader). Stateless.
public interface MetricsProvider {

    /// Name, such as `prometheus`.
    String name();

    /// A registry for one member, with what it needs to be read.
    Metrics create();
}
