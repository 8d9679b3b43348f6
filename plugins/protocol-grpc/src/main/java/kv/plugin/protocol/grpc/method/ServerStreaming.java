package kv.plugin.protocol.grpc.method;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;

/// A method with one request and a stream of responses.
///
/// @param service the service's interface
/// @param fullName such as `etcdserverpb.Maintenance/Snapshot`
/// @param requests decodes requests
/// @param responses decodes responses
/// @param target the interface's method
/// @param <S> the service's interface
/// @param <Q> the request message
/// @param <R> the response message
public record ServerStreaming<S, Q extends MessageLite, R extends MessageLite>(
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
        void serve(S service, CallContext call, Q request, ReplyStream<R> reply);
    }
}
