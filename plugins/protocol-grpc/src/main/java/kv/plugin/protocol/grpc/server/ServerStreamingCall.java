package kv.plugin.protocol.grpc.server;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import kv.plugin.protocol.grpc.method.ServerStreaming;

/// A call with one request and a stream of answers.
final class ServerStreamingCall<S, Q extends MessageLite, R extends MessageLite>
        extends StreamingCall<R> {

    private final ServerStreaming.Target<S, Q, R> target;
    private final S service;
    private Object request;

    ServerStreamingCall(
            ServerCall<Object, Object> call, Metadata headers, Surroundings around,
            ServerStreaming.Target<S, Q, R> target, S service) {
        super(call, headers, around);
        this.target = target;
        this.service = service;
        connection().read(call);
    }

    @Override
    public void onMessage(Object message) {
        counts.messagesReceived().increment();
        request = message;
    }

    @Override
    public void onHalfClose() {
        serveOnly(request, this::run);
    }

    @SuppressWarnings("unchecked") // the method's own marshaller made it
    private void run() {
        Q message = (Q) request;
        request = null;
        enter();
        target.serve(service, this, message, this);
    }
}
