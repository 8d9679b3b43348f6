package kv.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import kv.transport.netty.ReadGate;

/// Ends a connection so that its last answer arrives. A plain close with unread input makes the
/// kernel send a reset, which may destroy the answer on its way; so our half is closed first and
/// the client has half a second to close its own. What it still sends is thrown away.
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private static final long LINGER_MS = 500;

    private LingeringClose() {
    }

    /// Takes the channel over, once its last write has been flushed.
    static void of(Channel channel) {
        if (!channel.isActive() || ((DuplexChannel) channel).isInputShutdown()) {
            channel.close();
            return;
        }
        ReadGate gate = ReadGate.of(channel);
        channel.pipeline().addFirst(new LingeringClose());
        gate.hold(channel, false);
        ((DuplexChannel) channel).shutdownOutput();
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().close();
    }
}
