package kv.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.netty.NettyProtocol;

/// What the detectors of one listener share. The protocols are set once, before the first
/// connection is accepted.
final class DetectorFactory {

    private final long deadlineMs;
    private final MetricRegistry.Counter unknown;
    private final MetricRegistry.Counter late;
    private volatile List<NettyProtocol> protocols = List.of();

    DetectorFactory(ListenerConfig config, MetricRegistry metrics) {
        deadlineMs = config.limits().detectionMs();
        unknown = refusals(config, metrics, "unknown_protocol");
        late = refusals(config, metrics, "detection_deadline");
    }

    private static MetricRegistry.Counter refusals(
            ListenerConfig config, MetricRegistry metrics, String reason) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("listener", config.name());
        labels.put("reason", reason);
        return metrics.counter("kvd_network_connections_refused_total",
                "The total number of connections closed because no protocol was recognised.",
                labels);
    }

    void use(List<NettyProtocol> inOrder) {
        protocols = inOrder;
    }

    Detector detector() {
        return new Detector(protocols, deadlineMs, unknown, late);
    }
}
