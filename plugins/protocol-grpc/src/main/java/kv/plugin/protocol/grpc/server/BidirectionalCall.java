package kv.plugin.protocol.grpc.server;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import kv.api.service.RequestSink;
import kv.plugin.protocol.grpc.method.Bidirectional;

/// A call with streams both ways. The next request is asked for once the service has taken the
/// last one and would take another.
final class BidirectionalCall<S, Q extends MessageLite, R extends MessageLite>
        extends StreamingCall<R> {

    private final Bidirectional.Target<S, Q, R> target;
    private final S service;
    private RequestSink<Q> sink;
    private boolean held;

    BidirectionalCall(
            ServerCall<Object, Object> call, Metadata headers, Surroundings around,
            Bidirectional.Target<S, Q, R> target, S service) {
        super(call, headers, around);
        this.target = target;
        this.service = service;
        serve(this::open);
        call.request(1);
    }

    private void open() {
        enter();
        sink = target.open(service, this, this);
    }

    @Override
    public void onMessage(Object message) {
        counts.messagesReceived().increment();
        if (message instanceof Status undecodable) {
            end(undecodable);
        } else if (sink != null && !finished()) {
            serve(() -> sink.next(request(message)));
            held = true;
            askOn();
        }
    }

    @Override
    void drained() {
        askOn();
    }

    @Override
    void sent() {
        askOn();
    }

    private void askOn() {
        if (held && !finished() && sink.takesMore()) {
            held = false;
            call.request(1);
        }
    }

    @SuppressWarnings("unchecked") // the method's own marshaller made it
    private Q request(Object message) {
        return (Q) message;
    }

    @Override
    public void onHalfClose() {
        if (sink != null && !finished()) {
            serve(sink::halfClosed);
        }
    }
}
