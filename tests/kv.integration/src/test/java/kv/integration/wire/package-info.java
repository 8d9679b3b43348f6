/// A server spoken to by a gRPC client that is not kvd's own: [Rpc] calls any method, [Replay] asks
/// what a real etcd was once asked, [RandomRequests] asks anything; [Differences] compares answers,
/// and [History] judges those of concurrent clients.
///
/// Not here: the tests, and how a server is started.
package kv.integration.wire;
