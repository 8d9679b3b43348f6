/// Connection protocols: who claims a connection by its first bytes. No Netty type is here; a
/// protocol that adopts live channels implements `kv.transport.netty.NettyProtocol` besides.
///
/// Read [ProtocolProvider], then [ConnectionProtocol].
package kv.api.spi.protocol;
