package kv.transport.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kv.transport.peer.SnapshotSource;

/// One snapshot on its way out, on a connection and a thread of its own: the thread reads a piece,
/// waits until it is sent, and gives up when nothing has moved for a minute.
final class SnapshotPost {

    private static final String PATH = "/raft/snapshot";
    private static final int PIECE_BYTES = 256 << 10;
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final int NO_CONTENT = 204;

    private static final long AGAIN_MS = 1_000;

    /// How long the receiver may take nothing.
    private static final long STALL_MS = 60_000;

    /// What the receiver has to do with all of it before it answers: a second for each of these.
    private static final long BYTES_PER_SECOND = 1 << 20;

    private final PeerContext peer;
    private final SnapshotSource snapshot;
    private final SnapshotCounts counts;
    private final Runnable onEnd;
    private final CompletableFuture<FullAnswer> answer = new CompletableFuture<>();

    private record FullAnswer(int status, String text) {
    }

    SnapshotPost(PeerContext peer, SnapshotSource snapshot, SnapshotCounts counts,
            Runnable onEnd) {
        this.peer = peer;
        this.snapshot = snapshot;
        this.counts = counts;
        this.onEnd = onEnd;
    }

    void begin() {
        counts.begin();
        Thread.ofPlatform().daemon().name("kvd-snapshot-send").start(this::run);
    }

    private void run() {
        long startNs = System.nanoTime();
        URI url = peer.urls().pick();
        String failure = "broken off";
        try {
            send(url);
            failure = "";
        } catch (IOException | ExecutionException | TimeoutException failed) {
            failure = String.valueOf(failed.getMessage());
        } catch (InterruptedException interrupted) {
            failure = "interrupted";
        } catch (RuntimeException closed) {
            if (!snapshot.isClosed(closed)) {
                throw closed;
            }
            failure = String.valueOf(closed.getMessage());
        } finally {
            end(url, failure, System.nanoTime() - startNs);
        }
    }

    /// A failure is told a little later, so that one that comes at once is not repeated at once.
    private void end(URI url, String failure, long tookNs) {
        if (failure.isEmpty()) {
            counts.succeeded(tookNs);
            peer.status().activate();
            onEnd.run();
            snapshot.end(true, failure);
            return;
        }
        counts.failed();
        peer.urls().unreachable(url);
        peer.status().deactivate("snapshot", failure);
        peer.home().schedule(() -> {
            onEnd.run();
            snapshot.end(false, failure);
        }, AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    private void send(URI url)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long database = snapshot.open();
        Channel channel = peer.links().dialer().dial(url, new HttpClientCodec(),
                new HttpObjectAggregator(MAX_ANSWER_BYTES), new Waiting()).get();
        try {
            sendAll(url, channel, database);
            requireTaken(answer.get(
                    STALL_MS + TimeUnit.SECONDS.toMillis(database / BYTES_PER_SECOND),
                    TimeUnit.MILLISECONDS));
        } finally {
            channel.close();
        }
    }

    private static void requireTaken(FullAnswer said) throws IOException {
        if (said.status != NO_CONTENT) {
            throw new IOException("the member answered " + said.status + " " + said.text);
        }
    }

    private void sendAll(URI url, Channel channel, long database)
            throws IOException, InterruptedException {
        byte[] header = snapshot.header().toByteArray();
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, PATH);
        peer.self().requestHeaders().forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, url.getRawAuthority())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream")
                .set(HttpHeaderNames.CONTENT_LENGTH, Long.BYTES + header.length + database);
        channel.write(request);
        ByteBuf before = Unpooled.buffer(Long.BYTES + header.length);
        before.writeLong(header.length).writeBytes(header);
        channel.write(new DefaultHttpContent(before));
        byte[] piece = new byte[PIECE_BYTES];
        long left = database;
        while (left > 0) {
            int read = snapshot.read(piece);
            left -= read;
            sent(channel.writeAndFlush(new DefaultHttpContent(
                    Unpooled.wrappedBuffer(Arrays.copyOf(piece, read)))));
            peer.counts().sentBytes().add(read);
        }
        sent(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    /// A receiver that refuses before the end wants no more.
    private void sent(ChannelFuture write) throws IOException, InterruptedException {
        if (!write.await(STALL_MS)) {
            throw new IOException("the receiver has taken nothing of the snapshot for a minute");
        }
        FullAnswer early = answer.getNow(null);
        if (early != null) {
            requireTaken(early);
        }
        if (!write.isSuccess()) {
            throw new IOException(String.valueOf(write.cause().getMessage()), write.cause());
        }
    }

    /// Waits on the connection for the answer.
    private final class Waiting extends SimpleChannelInboundHandler<FullHttpResponse> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            answer.complete(new FullAnswer(response.status().code(),
                    response.content().toString(StandardCharsets.UTF_8).strip()));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            answer.completeExceptionally(new IOException("closed before the answer"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
