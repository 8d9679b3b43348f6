package kv.api.service;

import com.google.protobuf.MessageLite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kv.api.KvException;

/// A reply that a thread can wait for. One call each.
///
/// @param <M> the response message
public final class AwaitedReply<M extends MessageLite> implements Reply<M> {

    private final CompletableFuture<M> answer = new CompletableFuture<>();

    @Override
    public void complete(M message) {
        answer.complete(message);
    }

    @Override
    public void fail(KvException refusal) {
        answer.completeExceptionally(refusal);
    }

    /// Waits for the answer; the call's own deadline bounds the wait.
    ///
    /// @throws KvException when the call was refused
    public M await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KvException refusal ? refusal : e;
        }
    }

    /// The answer as a future, completed exceptionally with a [KvException] on refusal.
    public CompletableFuture<M> future() {
        return answer;
    }
}
