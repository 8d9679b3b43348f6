/// What the plugin offers: [GrpcProtocolProvider] for servers, [GrpcClientProvider] for clients.
///
/// Read `kv.plugin.protocol.grpc.method` first (the table that both ends share), then `wire`, then
/// `server` or `client`.
package kv.plugin.protocol.grpc;
