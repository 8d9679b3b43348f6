package kv.shell.session;

import com.google.protobuf.MessageLite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.service.ReplyStream;

/// A stream of answers whose end a thread can wait for. Answers are taken on the thread that
/// brings them.
///
/// @param <M> the response message
public final class AwaitedStream<M extends MessageLite> implements ReplyStream<M> {

    private final Consumer<M> taker;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /// @param taker gets each answer
    public AwaitedStream(Consumer<M> taker) {
        this.taker = taker;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void onReady(Runnable action) {
        action.run();
    }

    @Override
    public void next(M message) {
        try {
            taker.accept(message);
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    @Override
    public void complete() {
        end.complete(null);
    }

    @Override
    public void fail(KvException refusal) {
        end.completeExceptionally(refusal);
    }

    /// Ends the wait from this side.
    public void stop() {
        end.complete(null);
    }

    /// Waits for the end.
    ///
    /// @throws KvException when the call was refused
    public void await() {
        try {
            end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
