package kv.plugin.protocol.grpc.server;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import kv.api.KvException;
import kv.api.service.EncodedMessage;
import kv.api.service.ReplyStream;
import kv.plugin.protocol.grpc.wire.Refusals;

/// A call with many answers. Headers go out with the first of them.
abstract sealed class StreamingCall<R extends MessageLite> extends ServedCall
        implements ReplyStream<R> permits ServerStreamingCall, BidirectionalCall {

    private boolean begun;
    private boolean revoked;
    private Runnable exit;
    private volatile Runnable readyAction;

    StreamingCall(ServerCall<Object, Object> call, Metadata headers, Surroundings around) {
        super(call, headers, around);
    }

    /// Asks the gate. On the event loop, before the service is asked.
    final void enter() {
        exit = gate.admitStream(
                this, call.getMethodDescriptor().getFullMethodName(), this::revoke);
    }

    /// The member cannot serve the call any longer: for the service it is as if the client had
    /// gone.
    private void revoke(KvException refusal) {
        if (revoked) {
            return;
        }
        Runnable gone = takeCancellation();
        if (gone != null) {
            gone.run();
        }
        end(Refusals.status(refusal));
        revoked = true;
    }

    @Override
    final boolean finished() {
        return revoked;
    }

    @Override
    final void left() {
        if (exit != null) {
            exit.run();
        }
    }

    @Override
    public final boolean ready() {
        return call.isReady();
    }

    @Override
    public final void onReady(Runnable action) {
        readyAction = action;
    }

    @Override
    public final void onReady() {
        Runnable action = readyAction;
        if (action != null) {
            serve(action);
        }
        drained();
    }

    /// On the event loop: the client has taken answers.
    void drained() {
        // only streams of requests care
    }

    /// An answer was handed to gRPC, on the thread that answers.
    void sent() {
        // only streams of requests care
    }

    @Override
    public final void next(R message) {
        send(message);
    }

    @Override
    public final void nextEncoded(EncodedMessage<R> message) {
        send(message);
    }

    private void send(Object message) {
        if (revoked || call.isCancelled()) {
            return;
        }
        if (!begun) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
        call.sendMessage(message);
        counts.messagesSent().increment();
        sent();
    }

    @Override
    public final void complete() {
        if (!begun && !revoked && !call.isCancelled()) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
        end(Status.OK);
    }

    @Override
    public final void fail(KvException refusal) {
        end(Refusals.status(refusal));
    }
}
