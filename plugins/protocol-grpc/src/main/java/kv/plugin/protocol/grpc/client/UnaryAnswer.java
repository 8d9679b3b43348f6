package kv.plugin.protocol.grpc.client;

import com.google.protobuf.MessageLite;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.service.Reply;

/// Hands the one answer of a call on, once the server has said that it is whole.
///
/// @param <R> the response message
final class UnaryAnswer<R extends MessageLite> extends ClientCall.Listener<R> {

    private final Reply<R> reply;
    private R answer;

    UnaryAnswer(Reply<R> reply) {
        this.reply = reply;
    }

    @Override
    public void onMessage(R message) {
        answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!status.isOk()) {
            reply.fail(Failures.of(status));
        } else if (answer == null) {
            reply.fail(new KvException(StatusCode.INTERNAL, "the server sent no answer"));
        } else {
            reply.complete(answer);
        }
    }
}
