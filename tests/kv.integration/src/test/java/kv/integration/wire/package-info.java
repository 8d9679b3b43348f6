/// A server spoken to by a gRPC client that is not kvd's own: [Rpc] calls any method,
/// [RecordedCall] asks what a real etcd was once asked, [Differences] compares the answers.
///
/// Not here: the tests, and how a server is started.
package kv.integration.wire;
