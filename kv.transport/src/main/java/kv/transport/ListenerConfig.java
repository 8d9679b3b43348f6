package kv.transport;

import java.net.URI;
import kv.transport.netty.NettyTransport;

/// One address to listen on. Several listen URLs are several listeners.
///
/// @param name what the listener is for, such as `client` or `peer`; a metrics label
/// @param url as configured, such as `http://127.0.0.1:2379`; port 0 takes a free one
/// @param transport understands the URL's scheme
/// @param limits of its connections
public record ListenerConfig(
        String name, URI url, NettyTransport transport, ConnectionLimits limits) {
}
