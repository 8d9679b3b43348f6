package kv.api.service;

import com.google.protobuf.MessageLite;
import kv.api.KvException;

/// Where the one answer of a unary call goes. Completed exactly once, from any thread; cheapest
/// from the call's own [CallContext#loop()].
///
/// @param <M> the response message
public interface Reply<M extends MessageLite> {

    /// Answers with a message.
    void complete(M message);

    /// Answers with bytes that were encoded before. The default decodes them, for callers in
    /// process; a protocol overrides it to write the bytes as they are.
    default void completeEncoded(EncodedMessage<M> message) {
        complete(message.decode());
    }

    /// Refuses the call.
    void fail(KvException refusal);
}
