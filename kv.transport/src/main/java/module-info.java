/// Everything on sockets: listeners that accept, detect the protocol of a connection and hand the
/// live channel over; HTTP/1.1 with its path handlers; limits and deadlines of connections.
///
/// Types that speak Netty are in `kv.transport.netty`, for protocol plugins alone; the rest of the
/// server meets this module through `kv.api.spi`.
///
/// Deliberately not here: gRPC (a protocol plugin), any service, and any knowledge of the store or
/// of consensus.
module kv.transport {
    requires kv.api;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
}
