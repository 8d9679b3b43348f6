package kv.plugin.metrics.prometheus;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// One family whose values are read when metrics are scraped. Guarded by its lock.
final class SuppliedSeries extends Collector {

    private final String name;
    private final String help;
    private final Type type;
    private final Map<Map<String, String>, DoubleSupplier> values = new LinkedHashMap<>();

    SuppliedSeries(String name, String help, Type type) {
        this.name = name;
        this.help = help;
        this.type = type;
    }

    /// Adds a series, or replaces the source of one that is there.
    synchronized void add(Map<String, String> labels, DoubleSupplier value) {
        values.put(new LinkedHashMap<>(labels), value);
    }

    @Override
    public synchronized List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        values.forEach((labels, value) -> samples.add(new MetricFamilySamples.Sample(
                name, List.copyOf(labels.keySet()), List.copyOf(labels.values()),
                value.getAsDouble())));
        return List.of(new MetricFamilySamples(name, type, help, samples));
    }
}
