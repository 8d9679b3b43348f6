package kv.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.spi.metrics.MetricRegistry;

/// Keeps a listener's connection limit: at the limit the listener accepts no more, so further
/// clients wait in the kernel's queue, and a closed connection lets the next one in.
///
/// In the server channel's pipeline, before Netty's own acceptor. Connections end on other loops,
/// hence the atomic count.
final class Admission extends ChannelInboundHandlerAdapter {

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final MetricRegistry.Counter accepted;
    private final MetricRegistry.Counter closed;

    Admission(ListenerConfig config, MetricRegistry metrics) {
        limit = config.limits().maxConnections();
        Map<String, String> labels = Map.of("listener", config.name());
        accepted = metrics.counter("kvd_network_connections_accepted_total",
                "The total number of connections that a listener accepted.", labels);
        closed = metrics.counter("kvd_network_connections_closed_total",
                "The total number of accepted connections that have ended.", labels);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        accepted.increment();
        if (open.incrementAndGet() >= limit) {
            ctx.channel().config().setAutoRead(false);
        }
        Channel child = (Channel) message;
        child.closeFuture().addListener(end -> leave(ctx.channel()));
        ctx.fireChannelRead(message);
    }

    private void leave(Channel server) {
        closed.increment();
        if (open.getAndDecrement() == limit) {
            server.config().setAutoRead(true);
        }
    }
}
