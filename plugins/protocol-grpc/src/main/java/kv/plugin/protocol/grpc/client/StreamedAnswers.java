package kv.plugin.protocol.grpc.client;

import com.google.protobuf.MessageLite;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import kv.api.service.ReplyStream;

/// Hands the answers of a streaming call on, as fast as the receiver takes them: the next one is
/// asked for only when it is ready. On the session's event loop.
///
/// @param <R> the response message
final class StreamedAnswers<R extends MessageLite> extends ClientCall.Listener<R> {

    private final ReplyStream<R> reply;
    private ClientCall<?, R> call;

    StreamedAnswers(ReplyStream<R> reply) {
        this.reply = reply;
    }

    /// Asks for the first answer.
    void begin(ClientCall<?, R> started) {
        call = started;
        call.request(1);
    }

    @Override
    public void onMessage(R message) {
        reply.next(message);
        if (reply.ready()) {
            call.request(1);
        } else {
            reply.onReady(() -> call.request(1));
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk()) {
            reply.complete();
        } else {
            reply.fail(Failures.of(status));
        }
    }
}
