package kv.plugin.protocol.grpc;

import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.client.ClientSession;
import kv.plugin.protocol.grpc.client.GrpcSession;

/// Makes client sessions. Stateless.
public final class GrpcClientProvider implements ClientProvider {

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public ClientSession connect(ClientOptions options) {
        return new GrpcSession(options);
    }
}
