package kv.admin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import kv.api.spi.console.ConsoleProvider;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A running console: a web server on one loopback address. Any thread may close it.
///
/// Few threads are kept: one accepts, one selects, and each request runs on a virtual thread,
/// which may wait for the cluster.
final class AdminConsole implements ConsoleProvider.Console {

    private static final int MAX_THREADS = 8;
    private static final int MIN_THREADS = 2;
    private static final int IDLE_THREAD_MS = 60_000;
    private static final int MAX_REQUEST_BYTES = 8 * 1024;

    private final Javalin server;
    private final URI address;

    private AdminConsole(Javalin server, URI address) {
        this.server = server;
        this.address = address;
    }

    /// Starts the console.
    ///
    /// @throws UncheckedIOException when the address is taken, or is one on which the console does
    ///         not listen; the message says why
    static AdminConsole start(URI address, StatusFeed feed) {
        ServerSocketChannel socket = bind(address, loopback(address));
        Javalin server = Javalin.create(config -> configure(config, feed, socket)).start();
        return new AdminConsole(server, taken(address, socket.socket().getLocalPort()));
    }

    /// The address is taken before the web server exists, which would log its own failure.
    private static ServerSocketChannel bind(URI address, InetAddress host) {
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            try {
                socket.bind(new InetSocketAddress(host, address.getPort()));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw refusal(address, e.getMessage(), e);
        }
    }

    private static InetAddress loopback(URI address) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null
                || address.getPort() < 0) {
            throw refusal(address, "the console is served on http://HOST:PORT", null);
        }
        try {
            InetAddress host = InetAddress.getByName(address.getHost());
            if (host.isLoopbackAddress()) {
                return host;
            }
        } catch (UnknownHostException e) {
            throw refusal(address, "unknown host", e);
        }
        throw refusal(address, "the console has no login and no TLS yet, so it listens on loopback"
                + " addresses alone, such as http://127.0.0.1:" + address.getPort()
                + "; reach it from elsewhere through an SSH tunnel", null);
    }

    private static UncheckedIOException refusal(URI address, String reason, Exception cause) {
        var refusal = new BindException("cannot listen on " + address + ": " + reason);
        refusal.initCause(cause);
        return new UncheckedIOException((IOException) refusal);
    }

    private static URI taken(URI address, int port) {
        return URI.create("http://" + address.getHost() + ":" + port);
    }

    private static void configure(
            JavalinConfig config, StatusFeed feed, ServerSocketChannel socket) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.http.generateEtags = true;
        config.jetty.threadPool = threads();
        config.jetty.addConnector((server, http) -> connector(server, http, socket));
        config.routes.before(Gatekeeper::admit);
        for (Asset asset : Asset.values()) {
            config.routes.get(asset.path(), asset::serve);
        }
        config.routes.get("/api/status", context -> status(context, feed));
        config.routes.error(404, AdminConsole::notFound);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MS);
        threads.setName("kvd-console");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerSocketChannel socket) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_REQUEST_BYTES);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        try {
            connector.open(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private static void status(Context context, StatusFeed feed) {
        context.header("Cache-Control", "no-store");
        context.contentType("application/json; charset=utf-8").result(feed.json());
    }

    private static void notFound(Context context) {
        context.contentType("text/plain; charset=utf-8").result("404 page not found\n");
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
    }
}
