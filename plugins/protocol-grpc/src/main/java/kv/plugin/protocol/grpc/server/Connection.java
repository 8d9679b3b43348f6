package kv.plugin.protocol.grpc.server;

import io.grpc.Attributes;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// What calls know of the connection that they came through. Immutable, one per connection.
///
/// @param loop owns the connection
/// @param peer such as `127.0.0.1:41022`
record Connection(EventLoop loop, String peer) {

    /// Where gRPC carries it from the connection to its calls.
    static final Attributes.Key<Connection> KEY = Attributes.Key.create("kv-connection");

    static Connection of(Channel channel) {
        return new Connection(channel.eventLoop(), text(channel.remoteAddress()));
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }
}
