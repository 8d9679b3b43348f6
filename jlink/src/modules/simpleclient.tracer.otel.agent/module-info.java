/// Prometheus metrics: exemplars of its agent, which is not in the image.
module simpleclient.tracer.otel.agent {
    requires transitive simpleclient.tracer.common;

    exports io.prometheus.client.exemplars.tracer.otel_agent;
}
