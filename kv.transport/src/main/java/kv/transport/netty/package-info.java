/// Where Netty may be spoken of: the event loops that all listeners share, and the two contracts
/// through which plugins meet live channels.
///
/// Read [EventLoops], then [NettyProtocol] (a protocol that adopts channels) and [NettyTransport]
/// (a URL scheme; [TcpTransport] and [UnixTransport] are built in). [ReadGate] decides when a
/// connection is read.
///
/// Not here: listeners, and any protocol.
package kv.transport.netty;
