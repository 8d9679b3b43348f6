package kv.api.spi.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;

/// Counts nothing.
enum NoMetrics implements MetricRegistry {
    INSTANCE;

    @Override
    public Counter counter(String name, String help, Map<String, String> labels) {
        return amount -> { };
    }

    @Override
    public Gauge gauge(String name, String help, Map<String, String> labels) {
        return value -> { };
    }

    @Override
    public void gauge(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        // nobody scrapes
    }

    @Override
    public void counter(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        // nobody scrapes
    }

    @Override
    public Histogram histogram(
            String name, String help, Map<String, String> labels, double... buckets) {
        return value -> { };
    }
}
