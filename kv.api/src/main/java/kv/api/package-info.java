/// What can go wrong, in etcd's words: [ErrorCode] is the table of refusals, [StatusCode] gRPC's
/// codes, [KvException] a refusal on its way to the caller.
///
/// Not here: how a protocol shows them; each maps codes once.
package kv.api;
