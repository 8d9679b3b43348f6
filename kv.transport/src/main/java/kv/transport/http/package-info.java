/// HTTP/1.1, the catch-all of every port: `/version`, `/health`, `/metrics`, the JSON gateway and
/// the peer port are path handlers on it.
///
/// Read [HttpProtocol] (one per port), [HttpConfig] and [AccessControl]. Behind it, one
/// [HttpConnection] per channel takes requests in turn, a [RequestClock] sees that they come in
/// time, [Routes] finds the handler, an [Exchange] carries the answer back.
///
/// Parsing is Netty's. Not here: what handlers answer, TLS, and HTTP/2.
package kv.transport.http;
