package kv.plugin.metrics.prometheus;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.SimpleCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import kv.api.spi.metrics.MetricRegistry;

/// Binds series in the library's registry. A series is the library's child object, so counting is
/// one addition to a striped adder, without a look-up. Binding is guarded by this object's lock.
///
/// The library ends every counter's name in `_total`, which some of etcd's do not
/// (`etcd_server_health_success`); the name as it was bound is kept for the text.
final class PrometheusRegistry implements MetricRegistry {

    private static final String TOTAL = "_total";

    private final CollectorRegistry collectors;
    private final Map<String, Family> families = new HashMap<>();
    private final Map<String, String> shownNames = new HashMap<>();

    /// All series of one name.
    private record Family(Class<?> kind, List<String> labelNames, Collector collector) {
    }

    PrometheusRegistry(CollectorRegistry collectors) {
        this.collectors = collectors;
    }

    @Override
    public Counter counter(String name, String help, Map<String, String> labels) {
        return child(name, labels, io.prometheus.client.Counter.class, () -> {
            shownNames.put(stem(name), name);
            return named(io.prometheus.client.Counter.build(), name, help, labels)
                    .withoutExemplars().create();
        })::inc;
    }

    @Override
    public Gauge gauge(String name, String help, Map<String, String> labels) {
        return child(name, labels, io.prometheus.client.Gauge.class,
                () -> named(io.prometheus.client.Gauge.build(), name, help, labels).create())::set;
    }

    @Override
    public Histogram histogram(
            String name, String help, Map<String, String> labels, double... buckets) {
        return child(name, labels, io.prometheus.client.Histogram.class,
                () -> named(io.prometheus.client.Histogram.build(), name, help, labels)
                        .buckets(buckets).withoutExemplars().create())::observe;
    }

    @Override
    public void gauge(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        supplied(name, labels, () -> new SuppliedSeries(name, help, Collector.Type.GAUGE))
                .add(labels, value);
    }

    @Override
    public synchronized void counter(
            String name, String help, Map<String, String> labels, DoubleSupplier value) {
        shownNames.put(stem(name), name);
        supplied(name, labels, () -> new SuppliedSeries(name, help, Collector.Type.COUNTER))
                .add(labels, value);
    }

    /// The name under which the library's counter is shown, if it is one of ours.
    synchronized Optional<String> shownName(String libraryName) {
        return Optional.ofNullable(shownNames.get(libraryName));
    }

    private static String stem(String name) {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    private static <B extends SimpleCollector.Builder<B, ?>> B named(
            B builder, String name, String help, Map<String, String> labels) {
        return builder.name(name).help(help).labelNames(labels.keySet().toArray(String[]::new));
    }

    private <C, K extends SimpleCollector<C>> C child(
            String name, Map<String, String> labels, Class<K> kind, Supplier<K> maker) {
        String[] values = labels.values().toArray(String[]::new);
        return family(name, labels, kind, maker).labels(values);
    }

    private SuppliedSeries supplied(
            String name, Map<String, String> labels, Supplier<SuppliedSeries> maker) {
        return family(name, labels, SuppliedSeries.class, maker);
    }

    private synchronized <T extends Collector> T family(
            String name, Map<String, String> labels, Class<T> kind, Supplier<T> maker) {
        List<String> labelNames = List.copyOf(labels.keySet());
        Family family = families.get(name);
        if (family == null) {
            T collector = maker.get();
            collectors.register(collector);
            families.put(name, new Family(kind, labelNames, collector));
            return collector;
        }
        if (family.kind != kind || !family.labelNames.equals(labelNames)) {
            throw new IllegalArgumentException("metric " + name + " is bound as "
                    + family.kind.getSimpleName() + family.labelNames + ", asked for as "
                    + kind.getSimpleName() + labelNames);
        }
        return kind.cast(family.collector);
    }
}
