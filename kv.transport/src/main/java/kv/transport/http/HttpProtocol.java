package kv.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.Claim;
import kv.transport.netty.NettyProtocol;

/// HTTP/1.1 for one port: claims what begins like a request, and shares its kept-alive connections
/// among the path handlers. Any thread may close it; everything else is the channels' event loops.
///
/// Requests of one connection are answered in order, one at a time. A request that is malformed,
/// too large or late is refused with etcd's text and ends its connection.
public final class HttpProtocol implements NettyProtocol {

    /// The catch-all comes after every other protocol.
    private static final int ORDER = 1_000;

    /// No method is longer; what has no blank by then is not HTTP.
    private static final int LONGEST_METHOD = 24;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final HttpConfig config;
    private final Routes routes;
    private final HttpCounts counts;
    private final Set<String> streamedPaths;
    private final ChannelGroup connections =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private volatile boolean draining;

    /// The protocol for one port.
    ///
    /// @throws IllegalArgumentException when two handlers claim one prefix; the message names both
    public HttpProtocol(HttpConfig config, List<HttpHandler> handlers, MetricRegistry metrics) {
        this.config = config;
        this.routes = new Routes(handlers);
        this.counts = new HttpCounts(metrics);
        this.streamedPaths = handlers.stream().filter(StreamedHandler.class::isInstance)
                .flatMap(handler -> handler.prefixes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public int neededBytes() {
        return LONGEST_METHOD + 1;
    }

    /// A request begins with a method (RFC 9110 §5.6.2, a token) and a blank.
    @Override
    public Claim claim(ByteBuffer firstBytes) {
        for (int i = firstBytes.position(); i < firstBytes.limit(); i++) {
            int length = i - firstBytes.position();
            byte c = firstBytes.get(i);
            if (c == ' ') {
                return length > 0 ? Claim.YES : Claim.NO;
            }
            if (length == LONGEST_METHOD || !isTokenChar(c)) {
                return Claim.NO;
            }
        }
        return Claim.NEED_MORE;
    }

    private static boolean isTokenChar(byte c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    @Override
    public void adopt(Channel channel, ByteBuf firstBytes) {
        connections.add(channel);
        // An answer is still owed to a client that has shut down its sending half.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        var clock = new RequestClock(config, counts);
        channel.pipeline().addLast(
                clock,
                new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(config.maxHeaderBytes())
                        .setMaxHeaderSize(config.maxHeaderBytes())
                        .setMaxChunkSize(CHUNK_BYTES)),
                new BodyStream(streamedPaths),
                new BodyLimit(config.maxBodyBytes()),
                new HttpConnection(this, clock));
        channel.pipeline().fireChannelRead(firstBytes);
    }

    /// Ends idle connections at once and busy ones after their answer, or when the time to drain
    /// is over. Blocks until then; not for event loops.
    @Override
    public void close() {
        draining = true;
        connections.forEach(channel -> channel.eventLoop().execute(() -> {
            HttpConnection connection = channel.pipeline().get(HttpConnection.class);
            if (connection != null) {
                connection.drain();
            }
        }));
        connections.newCloseFuture().awaitUninterruptibly(config.drainMs());
        connections.close().awaitUninterruptibly();
    }

    boolean draining() {
        return draining;
    }

    Routes routes() {
        return routes;
    }

    AccessControl access() {
        return config.access();
    }

    HttpCounts counts() {
        return counts;
    }
}
