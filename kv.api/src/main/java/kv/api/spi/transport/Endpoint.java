package kv.api.spi.transport;

import java.net.SocketAddress;
import java.net.URI;

/// Where to listen or connect.
///
/// @param url as configured, such as `http://127.0.0.1:2379` or `unix://sock`
/// @param address what the socket binds or connects to
/// @param secure whether TLS is spoken on it
public record Endpoint(URI url, SocketAddress address, boolean secure) {
}
