/// The calling end.
///
/// Read in this order: [GrpcSession] (one session, its connections), [Caller] (one row of the
/// table becomes one call), then any `Remote…` record (a service's interface over it).
///
/// Answers arrive on the session's one event loop, unless the caller waits on its own thread.
///
/// Not here: retries. A call that fails says so, and its caller knows whether to repeat it.
package kv.plugin.protocol.grpc.client;
