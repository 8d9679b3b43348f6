package kv.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import kv.api.spi.protocol.ConnectionProtocol;

/// A connection protocol that takes live channels over.
public interface NettyProtocol extends ConnectionProtocol {

    /// Tells the protocol the loops on which its channels are registered. Each listener calls it
    /// before its first [#adopt], all with the same loops; repeating it changes nothing.
    default void attach(EventLoopGroup loops) {
        // most protocols use the channel's own loop
    }

    /// Takes a connection over that [#claim] has claimed. Called on the channel's event loop.
    ///
    /// The channel is active and registered; its pipeline holds a [ReadGate] and nothing else of
    /// ours. Whoever adds handlers passes `firstBytes` to them, by firing them as a read from the
    /// pipeline's head. The protocol closes the channel in the end.
    ///
    /// @param firstBytes all that has arrived; the protocol owns the buffer from here on
    void adopt(Channel channel, ByteBuf firstBytes);
}
