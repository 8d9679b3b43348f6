/// etcd's services as Java interfaces over the generated messages: what a protocol plugin calls
/// and what the server implements. The same interfaces are what a client session offers, so
/// `kvsh`, the console and the JSON gateway speak to a member, near or far, in one way.
///
/// Read [KvService] first, then [CallContext] (one call in progress) and [Reply] (its answer);
/// [CallGate] is what a protocol asks before any of them.
/// Streams are a [ReplyStream] outwards and a [RequestSink] inwards. [AwaitedReply] turns an
/// answer into a blocking call for callers that own a thread.
///
/// Not here: transports, encodings, and any implementation.
package kv.api.service;
