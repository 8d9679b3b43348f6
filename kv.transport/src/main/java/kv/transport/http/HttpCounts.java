package kv.transport.http;

import java.util.Map;
import kv.api.spi.metrics.MetricRegistry;

/// What the HTTP layer counts. Series are bound once per port.
final class HttpCounts {

    private final MetricRegistry.Counter requests;
    private final MetricRegistry.Counter malformed;
    private final MetricRegistry.Counter requestExpired;
    private final MetricRegistry.Counter idleExpired;

    HttpCounts(MetricRegistry metrics) {
        requests = metrics.counter("kvd_http_requests_total",
                "The total number of HTTP/1.1 requests taken.", Map.of());
        malformed = metrics.counter("kvd_http_requests_malformed_total",
                "The total number of HTTP/1.1 requests refused unread.", Map.of());
        requestExpired = expired(metrics, "request");
        idleExpired = expired(metrics, "idle");
    }

    private static MetricRegistry.Counter expired(MetricRegistry metrics, String phase) {
        return metrics.counter("kvd_http_connections_expired_total",
                "The total number of HTTP/1.1 connections closed because a limit of time passed.",
                Map.of("phase", phase));
    }

    void request() {
        requests.increment();
    }

    void malformed() {
        malformed.increment();
    }

    void requestExpired() {
        requestExpired.increment();
    }

    void idleExpired() {
        idleExpired.increment();
    }
}
