package kv.api.spi.protocol;

import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;

/// How a connection protocol is found (ServiceLoader) and made for one listener. Stateless.
public interface ProtocolProvider {

    /// Name for the start-up plan.
    String name();

    /// The protocol for one member's client port.
    ///
    /// @param services what the member offers
    /// @param limits what the protocol must keep
    /// @param metrics where it counts
    ConnectionProtocol create(Services services, ProtocolLimits limits, MetricRegistry metrics);
}
