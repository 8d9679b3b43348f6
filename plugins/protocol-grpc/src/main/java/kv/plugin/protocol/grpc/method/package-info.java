/// The one table of methods that server and client read: a row says a method's name on the wire,
/// how its messages are decoded, and which method of a service's interface it is.
///
/// Read [Method] and its three shapes, then [KvMethods]; the other services are alike.
///
/// Not here: gRPC types. Each end makes its own descriptors of the rows.
package kv.plugin.protocol.grpc.method;
