/// Path handlers that share the HTTP/1.1 connections of a listener: `/health`, `/version`,
/// `/metrics`, and whatever a plugin adds.
///
/// Read [HttpHandlerProvider], then [HttpHandler] and [HttpExchange].
///
/// Not here: sockets, and parsing. The transport owns both.
package kv.api.spi.http;
