/// Prometheus metrics: where exemplars would come from.
module simpleclient.tracer.common {
    exports io.prometheus.client.exemplars.tracer.common;
}
