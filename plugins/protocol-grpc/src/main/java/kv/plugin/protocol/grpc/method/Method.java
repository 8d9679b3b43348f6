package kv.plugin.protocol.grpc.method;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

/// One method of one gRPC service: its name on the wire, its messages, and the method of the
/// service's interface that it stands for. Immutable.
///
/// @param <S> the service's interface
/// @param <Q> the request message
/// @param <R> the response message
public sealed interface Method<S, Q extends MessageLite, R extends MessageLite>
        permits Unary, ServerStreaming, Bidirectional {

    /// The interface that a server must offer for this method to be there.
    Class<S> service();

    /// gRPC's full name, such as `etcdserverpb.KV/Put`.
    String fullName();

    /// Decodes requests.
    Parser<Q> requests();

    /// Decodes responses.
    Parser<R> responses();
}
