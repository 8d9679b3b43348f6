package kv.transport.peer.link;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.codec.StreamKind;

/// Asks a peer for its messages of one kind, reads them as long as the stream lasts, and asks
/// again when it ends, ten times a second at most. Its state is confined to the peer's home loop.
final class StreamReader {

    private static final long RETRY_MS = 100;
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int MAX_CHUNK_BYTES = 64 << 10;

    private final PeerContext peer;
    private final StreamKind kind;
    private Channel channel;
    private boolean stopped;

    StreamReader(PeerContext peer, StreamKind kind) {
        this.peer = peer;
        this.kind = kind;
    }

    /// Begins to ask.
    void start() {
        peer.home().execute(this::dial);
    }

    /// Ends the stream and asks no more.
    void stop() {
        peer.home().execute(() -> {
            stopped = true;
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void dial() {
        if (stopped) {
            return;
        }
        URI url = peer.urls().pick();
        var codec = new HttpClientCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES);
        peer.links().dialer().dial(url, codec, new IncomingStream(peer, kind, url))
                .whenCompleteAsync((made, failure) -> dialed(url, made, failure), peer.home());
    }

    private void dialed(URI url, Channel made, Throwable failure) {
        if (failure != null) {
            peer.urls().unreachable(url);
            peer.status().deactivate(kind.label(), failure.getMessage());
            retry();
            return;
        }
        made.closeFuture().addListener(closed -> peer.home().execute(this::closed));
        channel = made;
        if (stopped) {
            made.close();
        } else {
            ask(url);
        }
    }

    private void ask(URI url) {
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET,
                kind.path(peer.self().memberId()));
        request.headers().set(HttpHeaderNames.HOST, url.getRawAuthority());
        peer.self().requestHeaders().forEach(request.headers()::set);
        request.headers().set(PeerIdentity.RAFT_TO, Long.toHexString(peer.id()));
        channel.writeAndFlush(request);
    }

    private void closed() {
        channel = null;
        retry();
    }

    private void retry() {
        if (!stopped) {
            peer.home().schedule(this::dial, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }
}
