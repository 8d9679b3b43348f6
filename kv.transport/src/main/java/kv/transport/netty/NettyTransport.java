package kv.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import java.net.SocketAddress;
import java.net.URI;
import kv.api.spi.transport.Endpoint;
import kv.api.spi.transport.TransportProvider;

/// A URL scheme with what its channels need. Stateless.
public interface NettyTransport extends TransportProvider {

    /// Sets the server channel's class and the socket options of this transport.
    void configure(ServerBootstrap bootstrap, EventLoops loops);

    /// The URL under which a bound endpoint is reached: as configured, with the port that was
    /// taken.
    URI bound(Endpoint endpoint, SocketAddress address);
}
