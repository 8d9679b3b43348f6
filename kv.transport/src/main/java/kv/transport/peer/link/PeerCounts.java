package kv.transport.peer.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import kv.api.spi.metrics.MetricRegistry;

/// What is counted for one peer, under etcd's names.
///
/// @param sentBytes to it
/// @param receivedBytes from it
/// @param sendFailures messages that did not reach it
/// @param receiveFailures of its frames and messages, those that could not be taken
/// @param disconnects how often it was lost
/// @param roundTripSeconds of probes
record PeerCounts(
        MetricRegistry.Counter sentBytes,
        MetricRegistry.Counter receivedBytes,
        MetricRegistry.Counter sendFailures,
        MetricRegistry.Counter receiveFailures,
        MetricRegistry.Counter disconnects,
        MetricRegistry.Histogram roundTripSeconds) {

    private static final double[] ROUND_TRIPS = new double[16];

    static {
        for (int i = 0; i < ROUND_TRIPS.length; i++) {
            ROUND_TRIPS[i] = 0.0001 * (1 << i);
        }
    }

    static PeerCounts of(MetricRegistry metrics, long local, long id) {
        String peer = Long.toHexString(id);
        Map<String, String> to = Map.of("To", peer);
        Map<String, String> from = Map.of("From", peer);
        return new PeerCounts(
                metrics.counter("etcd_network_peer_sent_bytes_total",
                        "The total number of bytes sent to peers.", to),
                metrics.counter("etcd_network_peer_received_bytes_total",
                        "The total number of bytes received from peers.", from),
                metrics.counter("etcd_network_peer_sent_failures_total",
                        "The total number of send failures from peers.", to),
                metrics.counter("etcd_network_peer_received_failures_total",
                        "The total number of receive failures from peers.", from),
                metrics.counter("etcd_network_disconnected_peers_total",
                        "The total number of disconnected peers.", pair(local, id)),
                metrics.histogram("etcd_network_peer_round_trip_time_seconds",
                        "Round-Trip-Time histogram between peers", to, ROUND_TRIPS));
    }

    /// Shows whether the peer can be reached.
    static void bindActive(
            MetricRegistry metrics, long local, long id, BooleanSupplier active) {
        metrics.gauge("etcd_network_active_peers",
                "The current number of active peer connections.", pair(local, id),
                () -> active.getAsBoolean() ? 1 : 0);
    }

    private static Map<String, String> pair(long local, long id) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("Local", Long.toHexString(local));
        labels.put("Remote", Long.toHexString(id));
        return labels;
    }
}
