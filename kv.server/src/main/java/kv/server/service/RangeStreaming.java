package kv.server.service;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.store.range.RangeChunks;
import kv.store.range.RangeResult;

/// One `RangeStream` call: produces chunks on kvd-read for as long as the stream takes them, and
/// goes on when it is ready again. One producer at a time.
final class RangeStreaming {

    private final CallContext call;
    private final ReplyStream<RangeStreamResponse> reply;
    private final Headers headers;
    private final ReadPool pool;
    private final AtomicBoolean producing = new AtomicBoolean();
    private RangeChunks chunks;
    private boolean ended;

    RangeStreaming(CallContext call, ReplyStream<RangeStreamResponse> reply, Headers headers,
            ReadPool pool) {
        this.call = call;
        this.reply = reply;
        this.headers = headers;
        this.pool = pool;
    }

    /// @param source makes the chunks, on kvd-read
    void start(Supplier<RangeChunks> source) {
        producing.set(true);
        pool.run(() -> {
            chunks = source.get();
            reply.onReady(this::resume);
            produce();
        }, reply::fail);
    }

    private void resume() {
        if (producing.compareAndSet(false, true)) {
            pool.run(this::produce, reply::fail);
        }
    }

    private void produce() {
        while (true) {
            while (!ended && !call.cancelled() && reply.ready()) {
                send(chunks.next());
            }
            producing.set(false);
            boolean more = !ended && !call.cancelled() && reply.ready();
            if (!more || !producing.compareAndSet(false, true)) {
                return;
            }
        }
    }

    private void send(RangeResult chunk) {
        boolean last = chunks.done();
        reply.nextEncoded(chunk.encodeChunk(last ? headers.at(chunk.revision()) : null));
        if (last) {
            ended = true;
            reply.complete();
        }
    }
}
