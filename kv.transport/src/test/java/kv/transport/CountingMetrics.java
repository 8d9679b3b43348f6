package kv.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;
import kv.api.spi.metrics.MetricRegistry;

/// A registry whose counts a test can read.
public final class CountingMetrics implements MetricRegistry {

    private final Map<String, DoubleAdder> counts = new ConcurrentHashMap<>();

    /// A registry in which all is zero.
    public CountingMetrics() {
        // nothing counted yet
    }

    public double count(String name, Map<String, String> labels) {
        return adder(name, labels).sum();
    }

    private DoubleAdder adder(String name, Map<String, String> labels) {
        return counts.computeIfAbsent(
                name + new java.util.TreeMap<>(labels), key -> new DoubleAdder());
    }

    @Override
    public Counter counter(String name, String help, Map<String, String> labels) {
        return adder(name, labels)::add;
    }

    @Override
    public Gauge gauge(String name, String help, Map<String, String> labels) {
        return value -> { };
    }

    @Override
    public void gauge(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        // not read here
    }

    @Override
    public void counter(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        // not read here
    }

    @Override
    public Histogram histogram(
            String name, String help, Map<String, String> labels, double... buckets) {
        return value -> { };
    }
}
