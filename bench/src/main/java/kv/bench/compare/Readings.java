package kv.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What was read of one server, trial after trial. One thread.
final class Readings {

    private final Map<Measure, List<Double>> values = new EnumMap<>(Measure.class);

    void add(Measure measure, double value) {
        values.computeIfAbsent(measure, unused -> new ArrayList<>()).add(value);
    }

    /// Empty when it was not read.
    OptionalDouble median(Measure measure) {
        List<Double> sorted = values.getOrDefault(measure, List.of()).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        int high = sorted.size() / 2;
        int low = (sorted.size() - 1) / 2;
        return OptionalDouble.of((sorted.get(low) + sorted.get(high)) / 2);
    }
}
