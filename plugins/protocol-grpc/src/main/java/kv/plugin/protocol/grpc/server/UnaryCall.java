package kv.plugin.protocol.grpc.server;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import kv.api.KvException;
import kv.api.service.EncodedMessage;
import kv.api.service.Reply;
import kv.plugin.protocol.grpc.method.Unary;
import kv.plugin.protocol.grpc.wire.Refusals;

/// A call with one request and one answer. The service runs once the client has said all.
final class UnaryCall<S, Q extends MessageLite, R extends MessageLite> extends ServedCall
        implements Reply<R> {

    private final Unary.Target<S, Q, R> target;
    private final S service;
    private Object request;
    private volatile long unsentBytes;

    UnaryCall(
            ServerCall<Object, Object> call, Metadata headers, Surroundings around,
            Unary.Target<S, Q, R> target, S service) {
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
        gate.admit(this, message);
        target.serve(service, this, message, this);
    }

    @Override
    public void complete(R message) {
        answer(message, message.getSerializedSize());
    }

    @Override
    public void completeEncoded(EncodedMessage<R> message) {
        answer(message, message.sizeBytes());
    }

    private void answer(Object message, int sizeBytes) {
        if (!call.isCancelled()) {
            unsentBytes = connection().answered(sizeBytes);
            call.sendHeaders(new Metadata());
            call.sendMessage(message);
            counts.messagesSent().increment();
        }
        end(Status.OK);
    }

    @Override
    void left() {
        connection().ended(unsentBytes);
    }

    @Override
    public void fail(KvException refusal) {
        end(Refusals.status(refusal));
    }
}
