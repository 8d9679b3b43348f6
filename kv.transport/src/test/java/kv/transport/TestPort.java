package kv.transport;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.NettyProtocol;
import kv.transport.netty.TcpTransport;

/// A port on a free loopback port, with HTTP and, if asked for, a second protocol.
public final class TestPort implements AutoCloseable {

    /// Loops that all tests of this module share.
    public static final EventLoops LOOPS = EventLoops.open(2);

    public final CountingMetrics metrics = new CountingMetrics();
    private final List<HttpHandler> handlers = new ArrayList<>();
    private HttpConfig http = HttpConfig.standard(AccessControl.none());
    private ConnectionLimits limits = ConnectionLimits.standard();
    private URI url = URI.create("http://127.0.0.1:0");
    private EventLoops loops = LOOPS;
    private boolean preface = true;
    private HttpProtocol protocol;
    private Listener listener;

    /// A port that [#open] has still to take.
    public TestPort() {
        // the defaults above
    }

    public TestPort at(String address) {
        url = URI.create(address);
        return this;
    }

    public TestPort with(HttpConfig config) {
        http = config;
        return this;
    }

    public TestPort with(ConnectionLimits config) {
        limits = config;
        return this;
    }

    public TestPort on(EventLoops others) {
        loops = others;
        return this;
    }

    public TestPort httpOnly() {
        preface = false;
        return this;
    }

    /// Adds a handler for one prefix.
    public TestPort with(String prefix, Consumer<HttpExchange> handler) {
        handlers.add(handler(prefix, handler));
        return this;
    }

    public static HttpHandler handler(String prefix, Consumer<HttpExchange> handler) {
        return new HttpHandler() {
            @Override
            public Set<String> prefixes() {
                return Set.of(prefix);
            }

            @Override
            public void handle(HttpExchange exchange) {
                handler.accept(exchange);
            }
        };
    }

    /// Answers with a text at once.
    public static Consumer<HttpExchange> says(String text) {
        return exchange -> exchange.respond(
                200, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    public TestPort open() throws IOException {
        protocol = new HttpProtocol(http, handlers, metrics);
        listener = Listener.bind(
                new ListenerConfig("client", url, new TcpTransport(), limits), loops, metrics);
        List<NettyProtocol> protocols = preface
                ? List.of(protocol, new PrefaceProtocol()) : List.of(protocol);
        listener.serve(protocols);
        return this;
    }

    public URI url() {
        return listener.url();
    }

    public Listener listener() {
        return listener;
    }

    public HttpProtocol protocol() {
        return protocol;
    }

    public RawClient client() throws IOException {
        return RawClient.to(listener.url());
    }

    @Override
    public void close() {
        listener.stopAccepting();
        protocol.close();
        listener.close();
    }
}
