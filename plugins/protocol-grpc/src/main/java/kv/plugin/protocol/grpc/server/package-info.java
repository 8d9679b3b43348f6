/// The serving end.
///
/// Read in this order: [GrpcProtocol] (claims connections and gives them to gRPC), [AdoptingServer]
/// (how gRPC takes a channel that is already alive), [ServiceTable] (rows become handlers),
/// [ServedCall] and its three shapes (one call in progress), [MessageLimit].
///
/// Everything runs on the event loop of the call's connection, except that replies may come from
/// any thread.
///
/// Not here: any service, and executors; nothing here hands a call to another thread.
package kv.plugin.protocol.grpc.server;
