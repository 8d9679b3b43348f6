package kv.plugin.sample.echo;

import kv.api.service.Services;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.http.HttpHandlerProvider;
import kv.api.spi.metrics.MetricRegistry;

/// Offers the echo to the server. Found by `ServiceLoader`, hence public and without state: one
/// instance may serve several members of one process.
public final class EchoProvider implements HttpHandlerProvider {

    /// For the service loader.
    public EchoProvider() {
        // nothing to set up
    }

    @Override
    public String name() {
        return "sample-echo";
    }

    /// The echo has no use for the member's services; a handler that reads keys would ask
    /// `services` for `KvService` here.
    @Override
    public HttpHandler create(Services services, MetricRegistry metrics) {
        return new EchoHandler(metrics);
    }
}
