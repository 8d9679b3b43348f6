package kv.plugin.protocol.grpc;

import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.ConnectionProtocol;
import kv.api.spi.protocol.ProtocolLimits;
import kv.api.spi.protocol.ProtocolProvider;
import kv.plugin.protocol.grpc.server.GrpcProtocol;

/// Makes the server's protocol. Stateless.
public final class GrpcProtocolProvider implements ProtocolProvider {

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public ConnectionProtocol create(
            Services services, ProtocolLimits limits, MetricRegistry metrics) {
        return new GrpcProtocol(services, limits, metrics);
    }
}
