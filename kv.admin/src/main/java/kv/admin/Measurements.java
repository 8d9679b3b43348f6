package kv.admin;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values from one scrape of the metrics, by etcd's names. A series that a member does not have is
/// absent, never zero. Immutable.
final class Measurements {

    /// `name{labels} value`, one series a line; comments begin otherwise.
    private static final Pattern SERIES = Pattern.compile(
            "^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+.0-9a-zA-Z]+)(?: [0-9]+)?$",
            Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile("grpc_method=\"([^\"]*)\"");
    private static final Pattern SERVICE = Pattern.compile(
            "grpc_service=\"(?:etcdserverpb\\.(?:KV|Watch|Lease)|v3lockpb\\.Lock"
                    + "|v3electionpb\\.Election)\"");

    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, Double> calls = new TreeMap<>();

    private Measurements() {
    }

    /// Reads Prometheus' text form.
    static Measurements of(String text) {
        var measurements = new Measurements();
        Matcher series = SERIES.matcher(text);
        while (series.find()) {
            measurements.add(series.group(1), series.group(2), series.group(3));
        }
        return measurements;
    }

    private void add(String name, String labels, String number) {
        if (labels == null) {
            values.put(name, Double.parseDouble(number.replace("Inf", "Infinity")));
        } else if (name.equals("grpc_server_started_total") && SERVICE.matcher(labels).find()) {
            Matcher method = METHOD.matcher(labels);
            if (method.find()) {
                calls.merge(method.group(1), Double.parseDouble(number), Double::sum);
            }
        }
    }

    /// A series without labels.
    OptionalDouble value(String name) {
        Double value = values.get(name);
        return value == null || value.isNaN() || value.isInfinite()
                ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /// Calls that clients began since the start, by method; what the console itself needs
    /// (status, members, alarms) is not among them.
    Map<String, Double> calls() {
        return calls;
    }
}
