/// Between messages and gRPC's streams of bytes, in both directions.
///
/// Read [Messages]. Decoding copies a request once, out of the network's buffers into an array of
/// its own, and its byte fields are slices of that array. Encoding writes into the buffer that goes
/// to the socket; an answer that was encoded before is written as it is.
///
/// Not here: framing and compression, which are gRPC's, and limits of size.
package kv.plugin.protocol.grpc.wire;
