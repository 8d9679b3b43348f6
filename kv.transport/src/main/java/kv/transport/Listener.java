package kv.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.ConnectionProtocol;
import kv.api.spi.transport.Endpoint;
import kv.transport.netty.EventLoops;
import kv.transport.netty.NettyProtocol;
import kv.transport.netty.ReadGate;

/// One listening socket and the connections that came through it. Any thread may call it.
///
/// Its life: [#bind] takes the address and accepts nothing; [#serve] accepts and hands connections
/// to the protocols; [#stopAccepting] frees the address; [#close] waits for the connections to end.
/// Protocols may serve several listeners, so whoever made them closes them, between the last two.
public final class Listener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    private final URI url;
    private final Channel server;
    private final Closing closing;
    private final ChannelGroup connections;
    private final EventLoops loops;
    private final DetectorFactory detectors;

    /// What the transport does when the socket is closed.
    @FunctionalInterface
    private interface Closing {
        void run() throws IOException;
    }

    private Listener(
            URI url, Channel server, Closing closing, ChannelGroup connections, EventLoops loops,
            DetectorFactory detectors) {
        this.url = url;
        this.server = server;
        this.closing = closing;
        this.connections = connections;
        this.loops = loops;
        this.detectors = detectors;
    }

    /// Takes the address. Nothing is accepted before [#serve].
    ///
    /// @throws BindException when the address is in use or not ours; the message names the URL
    /// @throws IOException when the socket fails otherwise
    /// @throws IllegalArgumentException when the URL is not one of the transport's, or is secure:
    ///         TLS is not terminated yet
    public static Listener bind(ListenerConfig config, EventLoops loops, MetricRegistry metrics)
            throws IOException {
        Endpoint endpoint = config.transport().endpoint(config.url());
        if (endpoint.secure()) {
            throw new IllegalArgumentException("TLS is not served yet: " + config.url());
        }
        var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var detectors = new DetectorFactory(config, metrics);
        var bootstrap = new ServerBootstrap()
                .group(loops.group())
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(
                        config.limits().unsentBytes() / 2, config.limits().unsentBytes()))
                .handler(new Admission(config, metrics))
                .childHandler(new Intake(connections, detectors));
        config.transport().configure(bootstrap, loops);
        ChannelFuture bound = bootstrap.bind(config.transport().prepare(endpoint, loops))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw refusal(config.url(), bound.cause());
        }
        Channel server = bound.channel();
        URI url = config.transport().bound(endpoint, server.localAddress());
        return new Listener(url, server, () -> config.transport().released(endpoint),
                connections, loops, detectors);
    }

    private static IOException refusal(URI url, Throwable cause) {
        var refusal = new BindException("cannot listen on " + url + ": " + cause.getMessage());
        refusal.initCause(cause);
        return refusal;
    }

    /// The URL that was bound, with the port that was taken.
    public URI url() {
        return url;
    }

    /// Connections that are open.
    public int connections() {
        return connections.size();
    }

    /// Begins to accept, for these protocols in their own order. Called once.
    ///
    /// @throws IllegalArgumentException when a protocol cannot adopt channels
    public void serve(List<? extends ConnectionProtocol> protocols) {
        List<NettyProtocol> adopting = protocols.stream()
                .map(Listener::adopting)
                .sorted(Comparator.comparingInt(ConnectionProtocol::order))
                .toList();
        adopting.forEach(protocol -> protocol.attach(loops.group()));
        detectors.use(adopting);
        server.config().setAutoRead(true);
    }

    private static NettyProtocol adopting(ConnectionProtocol protocol) {
        if (protocol instanceof NettyProtocol adopting) {
            return adopting;
        }
        throw new IllegalArgumentException("protocol " + protocol.name() + " adopts no channels");
    }

    /// Frees the address; connections go on.
    public void stopAccepting() {
        if (!server.isOpen()) {
            return;
        }
        server.close().awaitUninterruptibly();
        try {
            closing.run();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove what " + url + " left behind", e);
        }
    }

    /// Stops accepting, waits for the connections to end, and cuts those that have not by then.
    public void close(Duration grace) {
        stopAccepting();
        connections.newCloseFuture().awaitUninterruptibly(grace.toMillis());
        connections.close().awaitUninterruptibly();
    }

    /// Stops accepting and cuts every connection.
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /// Equips each accepted channel.
    private static final class Intake extends ChannelInitializer<Channel> {

        private final ChannelGroup connections;
        private final DetectorFactory detectors;

        Intake(ChannelGroup connections, DetectorFactory detectors) {
            this.connections = connections;
            this.detectors = detectors;
        }

        @Override
        protected void initChannel(Channel channel) {
            connections.add(channel);
            channel.pipeline().addLast(new ReadGate(), detectors.detector());
        }
    }
}
