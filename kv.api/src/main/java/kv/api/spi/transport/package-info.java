/// URL schemes: how a listen URL becomes an address. The transport plugin that speaks Netty adds
/// what a channel needs through `kv.transport.netty.NettyTransport`.
///
/// Read [TransportProvider], then [Endpoint].
package kv.api.spi.transport;
