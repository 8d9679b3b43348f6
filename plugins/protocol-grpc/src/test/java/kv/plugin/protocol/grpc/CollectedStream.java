package kv.plugin.protocol.grpc;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.service.ReplyStream;

/// Keeps the answers of a stream for a test that waits for them.
final class CollectedStream<M extends MessageLite> implements ReplyStream<M> {

    private final List<M> all = new ArrayList<>();
    private final BlockingQueue<M> fresh = new LinkedBlockingQueue<>();
    private final CompletableFuture<KvException> end = new CompletableFuture<>();

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void onReady(Runnable action) {
        // always ready
    }

    @Override
    public synchronized void next(M message) {
        all.add(message);
        fresh.add(message);
    }

    @Override
    public void complete() {
        end.complete(null);
    }

    @Override
    public void fail(KvException refusal) {
        end.complete(refusal);
    }

    M awaitNext() throws Exception {
        return fresh.poll(10, TimeUnit.SECONDS);
    }

    /// Every answer of a stream that ended well.
    List<M> awaitEnd() throws Exception {
        KvException refusal = end.get(10, TimeUnit.SECONDS);
        if (refusal != null) {
            throw refusal;
        }
        synchronized (this) {
            return List.copyOf(all);
        }
    }

    KvException awaitRefusal() throws Exception {
        return end.get(10, TimeUnit.SECONDS);
    }
}
