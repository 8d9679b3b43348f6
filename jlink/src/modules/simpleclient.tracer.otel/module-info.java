/// Prometheus metrics: exemplars of OpenTelemetry, which is not in the image.
module simpleclient.tracer.otel {
    requires transitive simpleclient.tracer.common;

    exports io.prometheus.client.exemplars.tracer.otel;
}
