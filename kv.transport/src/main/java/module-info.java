/// Everything on sockets: listeners that accept, detect the protocol of a connection and hand the
/// live channel over; HTTP/1.1 with its path handlers; limits and deadlines of connections.
///
/// Read in this order: `kv.transport` (a [Listener][kv.transport.Listener] and its limits),
/// `kv.transport.netty` (what a protocol plugin meets), `kv.transport.http` (HTTP/1.1, the
/// catch-all of every port), `kv.transport.peer` (the links between members, and what the peer port
/// answers).
///
/// Types that speak Netty are in `kv.transport.netty`, for protocol and transport plugins alone;
/// the server passes [EventLoops][kv.transport.netty.EventLoops] on without looking inside.
///
/// Deliberately not here: gRPC (a protocol plugin), any service, and any knowledge of the store or
/// of consensus. TLS joins as more [transports][kv.transport.netty.NettyTransport].
module kv.transport {
    requires transitive kv.api;
    // Named by the signatures of kv.transport.netty.
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires com.google.protobuf;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;

    exports kv.transport;
    exports kv.transport.http;
    exports kv.transport.netty;
    exports kv.transport.peer;
    exports kv.transport.peer.client;
    exports kv.transport.peer.link;

    // http:// and unix:// (and later https:// and unixs://) listen URLs.
    provides kv.api.spi.transport.TransportProvider
            with kv.transport.netty.TcpTransport, kv.transport.netty.UnixTransport;
}
