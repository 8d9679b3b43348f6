package kv.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.Claim;
import kv.transport.netty.NettyProtocol;

/// Finds the protocol of one connection by its first bytes and hands the channel over. Confined to
/// the channel's event loop; leaves the pipeline at the hand-over.
///
/// Protocols are asked in their order and the first one that does not say no decides: a later one
/// waits while an earlier one needs more. A port with one protocol only does not detect, so that
/// the protocol itself answers what it cannot read (etcd's peer port answers garbage with 400, its
/// client port with a closed connection).
final class Detector extends ChannelInboundHandlerAdapter {

    private final List<NettyProtocol> protocols;
    private final long deadlineMs;
    private final MetricRegistry.Counter unknown;
    private final MetricRegistry.Counter late;
    private ByteBuf arrived;
    private ScheduledFuture<?> deadline;

    Detector(
            List<NettyProtocol> protocols, long deadlineMs,
            MetricRegistry.Counter unknown, MetricRegistry.Counter late) {
        this.protocols = protocols;
        this.deadlineMs = deadlineMs;
        this.unknown = unknown;
        this.late = late;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(
                () -> refuse(ctx, late), deadlineMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel(false);
        if (arrived != null) {
            arrived.release();
            arrived = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        arrived = arrived == null ? bytes : join(ctx, bytes);
        if (protocols.size() == 1) {
            handOver(ctx, protocols.getFirst());
            return;
        }
        for (NettyProtocol protocol : protocols) {
            Claim claim = protocol.claim(view());
            if (claim == Claim.YES) {
                handOver(ctx, protocol);
                return;
            }
            if (claim == Claim.NEED_MORE) {
                return;
            }
        }
        refuse(ctx, unknown);
    }

    private ByteBuf join(ChannelHandlerContext ctx, ByteBuf bytes) {
        ByteBuf joined = ctx.alloc().buffer(arrived.readableBytes() + bytes.readableBytes());
        joined.writeBytes(arrived).writeBytes(bytes);
        arrived.release();
        bytes.release();
        return joined;
    }

    private ByteBuffer view() {
        return arrived.nioBuffer().asReadOnlyBuffer();
    }

    private void handOver(ChannelHandlerContext ctx, NettyProtocol protocol) {
        ByteBuf firstBytes = arrived;
        arrived = null;
        ctx.pipeline().remove(this);
        protocol.adopt(ctx.channel(), firstBytes);
    }

    private static void refuse(ChannelHandlerContext ctx, MetricRegistry.Counter reason) {
        reason.increment();
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A reset before anything was said: nobody is left to tell.
        ctx.close();
    }
}
