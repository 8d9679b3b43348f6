/// Listeners. A [Listener] is bound first and serves later, as etcd's do: a client that connects
/// in between waits in the kernel's queue and is not refused.
///
/// Read [ListenerConfig] and [ConnectionLimits], then [Listener]. Every connection goes through a
/// detector, which asks the protocols in their order and hands the channel to the one that claims
/// it; connections that nobody claims, or that say too little for too long, are closed and counted.
///
/// Not here: what is said on a connection. `kv.transport.http` is one protocol, plugins bring more.
package kv.transport;
