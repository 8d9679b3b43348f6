package kv.api.service;

import com.google.protobuf.MessageLite;
import kv.api.KvException;

/// The answers of a streaming call, in order. One thread at a time; the protocol says when the
/// receiver can take more.
///
/// @param <M> the response message
public interface ReplyStream<M extends MessageLite> {

    /// True while the transport would take a message without buffering it without bound.
    boolean ready();

    /// Runs `action` on the call's loop whenever the stream becomes ready again.
    void onReady(Runnable action);

    /// Sends one message.
    void next(M message);

    /// Sends one message that was encoded before; see [Reply#completeEncoded].
    default void nextEncoded(EncodedMessage<M> message) {
        next(message.decode());
    }

    /// Ends the stream with status OK.
    void complete();

    /// Ends the stream with a refusal.
    void fail(KvException refusal);
}
