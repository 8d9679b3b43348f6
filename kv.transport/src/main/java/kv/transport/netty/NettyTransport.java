package kv.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import kv.api.spi.transport.Endpoint;
import kv.api.spi.transport.TransportProvider;

/// A URL scheme with what its channels need. Stateless.
public interface NettyTransport extends TransportProvider {

    /// Sets the server channel's class and the socket options of this transport.
    void configure(ServerBootstrap bootstrap, EventLoops loops);

    /// Makes ready to bind.
    ///
    /// @return the endpoint's address as the channel takes it
    /// @throws IOException when something is in the way
    default SocketAddress prepare(Endpoint endpoint, EventLoops loops) throws IOException {
        return endpoint.address();
    }

    /// The socket is closed; removes what it left behind.
    ///
    /// @throws IOException when that cannot be removed
    default void released(Endpoint endpoint) throws IOException {
        // a port leaves nothing
    }

    /// The URL under which a bound endpoint is reached: as configured, with the port that was
    /// taken.
    URI bound(Endpoint endpoint, SocketAddress address);
}
