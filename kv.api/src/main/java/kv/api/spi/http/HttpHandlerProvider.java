package kv.api.spi.http;

import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;

/// How a plugin adds path handlers (ServiceLoader). Stateless.
public interface HttpHandlerProvider {

    /// Name for the start-up plan.
    String name();

    /// The handler for one member.
    ///
    /// @param services what the member offers
    /// @param metrics where the handler counts
    HttpHandler create(Services services, MetricRegistry metrics);
}
