package kv.plugin.protocol.grpc.server;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.metrics.MetricRegistry.Counter;

/// What is counted of all calls, under etcd's names. Every series of a served method is there from
/// the start, with zero, as in etcd. Any thread.
final class CallCounts {

    private final MetricRegistry metrics;
    private final Counter receivedBytes;
    private final Counter sentBytes;

    CallCounts(MetricRegistry metrics) {
        this.metrics = metrics;
        receivedBytes = metrics.counter("etcd_network_client_grpc_received_bytes_total",
                "The total number of bytes received from grpc clients.", Map.of());
        sentBytes = metrics.counter("etcd_network_client_grpc_sent_bytes_total",
                "The total number of bytes sent to grpc clients.", Map.of());
    }

    void received(int sizeBytes) {
        receivedBytes.add(sizeBytes);
    }

    void sent(int sizeBytes) {
        sentBytes.add(sizeBytes);
    }

    MethodCounts of(MethodDescriptor<?, ?> method) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("grpc_method", method.getBareMethodName());
        labels.put("grpc_service", method.getServiceName());
        labels.put("grpc_type", type(method.getType()));
        return new MethodCounts(
                metrics.counter("grpc_server_started_total",
                        "Total number of RPCs started on the server.", labels),
                metrics.counter("grpc_server_msg_received_total",
                        "Total number of RPC stream messages received on the server.", labels),
                metrics.counter("grpc_server_msg_sent_total",
                        "Total number of gRPC stream messages sent by the server.", labels),
                handled(labels));
    }

    private Counter[] handled(Map<String, String> labels) {
        Counter[] byCode = new Counter[Status.Code.values().length];
        for (Status.Code code : Status.Code.values()) {
            Map<String, String> withCode = new LinkedHashMap<>();
            withCode.put("grpc_code", name(code));
            withCode.putAll(labels);
            byCode[code.value()] = metrics.counter("grpc_server_handled_total",
                    "Total number of RPCs completed on the server, "
                            + "regardless of success or failure.",
                    withCode);
        }
        return byCode;
    }

    private static String type(MethodDescriptor.MethodType type) {
        return switch (type) {
            case UNARY -> "unary";
            case CLIENT_STREAMING -> "client_stream";
            case SERVER_STREAMING -> "server_stream";
            case BIDI_STREAMING -> "bidi_stream";
            case UNKNOWN -> "unknown";
        };
    }

    /// A code in the spelling of Go's gRPC library, such as `InvalidArgument`.
    private static String name(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        if (code == Status.Code.CANCELLED) {
            return "Canceled";
        }
        var name = new StringBuilder();
        for (String word : code.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
