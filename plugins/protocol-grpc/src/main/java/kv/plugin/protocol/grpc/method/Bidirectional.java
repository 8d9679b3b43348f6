package kv.plugin.protocol.grpc.method;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;

/// A method with a stream of requests and a stream of responses.
///
/// @param service the service's interface
/// @param fullName such as `etcdserverpb.Watch/Watch`
/// @param requests decodes requests
/// @param responses decodes responses
/// @param target the interface's method
/// @param <S> the service's interface
/// @param <Q> the request message
/// @param <R> the response message
public record Bidirectional<S, Q extends MessageLite, R extends MessageLite>(
        Class<S> service, String fullName, Parser<Q> requests, Parser<R> responses,
        Target<S, Q, R> target) implements Method<S, Q, R> {

    /// The method of the service's interface.
    ///
    /// @param <S> the service's interface
    /// @param <Q> the request message
    /// @param <R> the response message
    @FunctionalInterface
    public interface Target<S, Q extends MessageLite, R extends MessageLite> {

        /// Serves one call.
        RequestSink<Q> open(S service, CallContext call, ReplyStream<R> reply);
    }
}
