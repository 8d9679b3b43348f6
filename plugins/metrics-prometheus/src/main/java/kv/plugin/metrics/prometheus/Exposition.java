package kv.plugin.metrics.prometheus;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes a registry in the text form of Prometheus (version 0.0.4) as Go's client does: families
/// and series in order, numbers in Go's form, and no `_created` series. The library's own writer
/// differs in all of these, and a bucket's `le` is part of a series' identity.
final class Exposition {

    private static final String TOTAL = "_total";
    private static final String CREATED = "_created";

    private final CollectorRegistry registry;
    private final Function<String, Optional<String>> shownNames;

    /// A family under the name that is shown.
    private record Shown(String name, MetricFamilySamples family) {
    }

    /// @param shownNames the name to show for a counter that the library renamed
    Exposition(CollectorRegistry registry, Function<String, Optional<String>> shownNames) {
        this.registry = registry;
        this.shownNames = shownNames;
    }

    /// The whole registry as text.
    String text() {
        List<Shown> families = new ArrayList<>();
        registry.metricFamilySamples().asIterator().forEachRemaining(
                family -> families.add(new Shown(shownName(family), family)));
        families.sort(Comparator.comparing(Shown::name));
        var out = new StringBuilder(64 * 1024);
        families.forEach(family -> write(family, out));
        return out.toString();
    }

    private String shownName(MetricFamilySamples family) {
        return switch (family.type) {
            case COUNTER -> shownNames.apply(family.name).orElse(family.name + TOTAL);
            case INFO -> family.name + "_info";
            default -> family.name;
        };
    }

    private static void write(Shown shown, StringBuilder out) {
        List<Sample> samples = shown.family.samples.stream()
                .filter(sample -> !sample.name.endsWith(CREATED))
                .sorted(Comparator.comparing(Exposition::series))
                .toList();
        if (samples.isEmpty()) {
            return;
        }
        out.append("# HELP ").append(shown.name).append(' ');
        escape(shown.family.help, false, out);
        out.append("\n# TYPE ").append(shown.name).append(' ').append(type(shown)).append('\n');
        samples.forEach(sample -> write(shown, sample, out));
    }

    private static String type(Shown shown) {
        return switch (shown.family.type) {
            case COUNTER -> "counter";
            case HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
            case GAUGE, INFO, STATE_SET -> "gauge";
            default -> "untyped";
        };
    }

    /// Sorts series by their labels and leaves the samples of one series (its buckets, its
    /// quantiles) in their own order.
    private static String series(Sample sample) {
        var labels = new StringBuilder();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            String name = sample.labelNames.get(i);
            if (!name.equals("le") && !name.equals("quantile")) {
                labels.append(name).append('\1').append(sample.labelValues.get(i)).append('\0');
            }
        }
        return labels.toString();
    }

    private static void write(Shown shown, Sample sample, StringBuilder out) {
        boolean counter = sample.name.equals(shown.family.name + TOTAL);
        out.append(counter ? shown.name : sample.name);
        if (!sample.labelNames.isEmpty()) {
            writeLabels(sample, out);
        }
        out.append(' ').append(GoNumber.format(sample.value)).append('\n');
    }

    private static void writeLabels(Sample sample, StringBuilder out) {
        char before = '{';
        for (int i = 0; i < sample.labelNames.size(); i++) {
            String name = sample.labelNames.get(i);
            String value = sample.labelValues.get(i);
            out.append(before).append(name).append("=\"");
            escape(name.equals("le") || name.equals("quantile") ? bound(value) : value, true, out);
            out.append('"');
            before = ',';
        }
        out.append('}');
    }

    private static String bound(String value) {
        return value.equals("+Inf") ? value : GoNumber.format(Double.parseDouble(value));
    }

    private static void escape(String text, boolean quotes, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append(quotes ? "\\\"" : "\"");
                default -> out.append(c);
            }
        }
    }
}
