/// Programs that the tests start and ask: the server from the image, a real etcd, `etcdctl`, and
/// what else must be there.
///
/// Not here: what is expected of them.
package kv.integration.program;
