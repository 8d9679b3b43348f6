package kv.plugin.metrics.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kv.api.spi.http.HttpHandler;

/// A port of its own for `/metrics` and what is served beside it, on the JDK's HTTP server: it
/// answers while the client port is not yet ready, or too busy. One virtual thread per request.
///
/// As on etcd's metrics port there is neither CORS nor a host whitelist, and other paths are 404.
final class MetricsListener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MetricsListener.class.getName());

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI url;

    private MetricsListener(HttpServer server, ExecutorService threads, URI url) {
        this.server = server;
        this.threads = threads;
        this.url = url;
    }

    /// @throws UncheckedIOException when the address cannot be bound
    /// @throws IllegalArgumentException when the URL is not `http://host:port`, or two handlers
    ///         claim one path
    static MetricsListener open(URI url, List<HttpHandler> handlers) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
            throw new IllegalArgumentException(
                    "metrics are served on http://host:port, not " + url);
        }
        Map<String, HttpHandler> byPrefix = byPrefix(handlers);
        try {
            var address = new InetSocketAddress(url.getHost(), url.getPort());
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kvd-metrics-", 0).factory());
            server.setExecutor(threads);
            server.createContext("/", exchange -> serve(exchange, byPrefix));
            server.start();
            return new MetricsListener(server, threads, taken(url, server));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + url + ": " + e.getMessage(), e);
        }
    }

    private static URI taken(URI url, HttpServer server) {
        return URI.create(url.toString().replaceFirst(
                ":0(?=/|$)", ":" + server.getAddress().getPort()));
    }

    private static Map<String, HttpHandler> byPrefix(List<HttpHandler> handlers) {
        Map<String, HttpHandler> byPrefix = new HashMap<>();
        for (HttpHandler handler : handlers) {
            for (String prefix : handler.prefixes()) {
                HttpHandler other = byPrefix.putIfAbsent(prefix, handler);
                if (other != null) {
                    throw new IllegalArgumentException("two handlers for HTTP path " + prefix + ": "
                            + other.getClass().getName() + " and " + handler.getClass().getName());
                }
            }
        }
        return byPrefix;
    }

    private static void serve(HttpExchange request, Map<String, HttpHandler> byPrefix)
            throws IOException {
        var exchange = new ListenerExchange(request);
        Optional<HttpHandler> handler = find(byPrefix, request.getRequestURI().getPath());
        if (handler.isEmpty()) {
            exchange.refuse(404, "404 page not found\n");
        } else {
            handle(handler.get(), exchange);
        }
        exchange.runUntilAnswered();
    }

    private static void handle(HttpHandler handler, ListenerExchange exchange) {
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "HTTP handler failed on " + exchange.path(), e);
            exchange.refuse(500, "Internal Server Error\n");
        }
    }

    private static Optional<HttpHandler> find(Map<String, HttpHandler> byPrefix, String path) {
        String prefix = path;
        while (!prefix.isEmpty() && !byPrefix.containsKey(prefix)) {
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('/')));
        }
        return Optional.ofNullable(byPrefix.get(prefix));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        LOG.log(System.Logger.Level.DEBUG, "metrics listener {0} closes", url);
        server.stop(0);
        threads.shutdownNow();
    }
}
