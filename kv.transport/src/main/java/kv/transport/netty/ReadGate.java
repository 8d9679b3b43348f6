package kv.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Decides whether a connection is read. It stays first in the pipeline for the connection's whole
/// life. Confined to the channel's event loop.
///
/// Two things close the gate, and it opens when neither holds:
/// - unsent answers pass the listener's limit (the channel is not writable), so a client that asks
///   and does not listen costs bounded memory;
/// - the protocol holds it, because it has enough to do.
public final class ReadGate extends ChannelInboundHandlerAdapter {

    private boolean full;
    private boolean held;

    /// An open gate for one channel.
    public ReadGate() {
        // open until told otherwise
    }

    /// The gate of a channel that a listener has accepted.
    public static ReadGate of(Channel channel) {
        return channel.pipeline().get(ReadGate.class);
    }

    /// Holds or releases the gate on behalf of the protocol.
    public void hold(Channel channel, boolean hold) {
        if (held != hold) {
            held = hold;
            apply(channel);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        full = !ctx.channel().isWritable();
        apply(ctx.channel());
        ctx.fireChannelWritabilityChanged();
    }

    private void apply(Channel channel) {
        channel.config().setAutoRead(!full && !held);
    }
}
