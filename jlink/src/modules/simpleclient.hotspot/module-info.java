/// Prometheus metrics: the JVM about itself.
module simpleclient.hotspot {
    requires java.logging;
    requires jdk.management;

    requires transitive java.management;
    requires transitive simpleclient;

    exports io.prometheus.client.hotspot;
}
