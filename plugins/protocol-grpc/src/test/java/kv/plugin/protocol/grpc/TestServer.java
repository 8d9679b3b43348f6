package kv.plugin.protocol.grpc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kv.api.service.CallGate;
import kv.api.service.KvService;
import kv.api.service.Services;
import kv.api.service.WatchService;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.ConnectionProtocol;
import kv.api.spi.protocol.ProtocolLimits;
import kv.transport.ConnectionLimits;
import kv.transport.Listener;
import kv.transport.ListenerConfig;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.TcpTransport;

/// The real listener on a free port, with gRPC and HTTP/1.1 on it.
final class TestServer implements AutoCloseable {

    final MapKv kv = new MapKv();
    final EchoWatch watch = new EchoWatch();
    final TestGate gate = new TestGate();
    private final EventLoops loops = EventLoops.open(1);
    private final ConnectionProtocol grpc;
    private final HttpProtocol http;
    private final Listener listener;

    TestServer() throws Exception {
        this(ProtocolLimits.standard());
    }

    TestServer(ProtocolLimits limits) throws Exception {
        Services services = Services.none()
                .with(KvService.class, kv)
                .with(WatchService.class, watch)
                .with(CallGate.class, gate);
        grpc = new GrpcProtocolProvider().create(services, limits, MetricRegistry.none());
        http = new HttpProtocol(HttpConfig.standard(AccessControl.none()),
                List.of(new Version()), MetricRegistry.none());
        listener = Listener.bind(
                new ListenerConfig("client", URI.create("http://127.0.0.1:0"),
                        new TcpTransport(), ConnectionLimits.standard()),
                loops, MetricRegistry.none());
        listener.serve(List.of(http, grpc));
    }

    URI url() {
        return listener.url();
    }

    ClientSession connect() {
        return new GrpcClientProvider().connect(ClientOptions.to(List.of(url().toString())));
    }

    /// Closes the protocol alone, as a server does first.
    void closeGrpc() {
        grpc.close();
    }

    @Override
    public void close() {
        listener.stopAccepting();
        grpc.close();
        http.close();
        listener.close();
        loops.close();
    }

    /// One HTTP path.
    private static final class Version implements HttpHandler {

        @Override
        public Set<String> prefixes() {
            return Set.of("/version");
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(200, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
