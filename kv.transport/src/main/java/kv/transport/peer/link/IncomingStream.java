package kv.transport.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerVersion;
import kv.transport.peer.codec.BadFrame;
import kv.transport.peer.codec.FrameDecoder;
import kv.transport.peer.codec.Frames;
import kv.transport.peer.codec.StreamKind;

/// One connection to a peer that is asked for a stream: judges the answer, then takes frames.
/// Confined to the connection's event loop.
///
/// The peer is not read while more of its messages than a limit wait to be taken, and is given up
/// when it has been silent for five seconds.
final class IncomingStream extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(IncomingStream.class.getName());
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAITING_BYTES = 32L << 20;
    private static final int MAX_REFUSAL_BYTES = 1024;
    private static final int OK = 200;
    private static final int GONE = 410;

    private final PeerContext peer;
    private final StreamKind kind;
    private final URI url;
    private final FrameDecoder decoder;
    private final AtomicLong waitingBytes = new AtomicLong();
    private ChannelHandlerContext ctx;
    private int status;
    private ByteBuf pending;
    private long heardNs;
    private ScheduledFuture<?> watch;
    private String end = "closed by the peer";

    IncomingStream(PeerContext peer, StreamKind kind, URI url) {
        this.peer = peer;
        this.kind = kind;
        this.url = url;
        this.decoder = kind.decoder(peer.self().memberId(), peer.id());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        heardNs = System.nanoTime();
        watch = ctx.executor().scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
        ctx.fireChannelActive();
    }

    private void look() {
        if (!ctx.channel().config().isAutoRead()) {
            heardNs = System.nanoTime();
        } else if (System.nanoTime() - heardNs > SILENCE_NS) {
            close("silent for five seconds");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heardNs = System.nanoTime();
        try {
            take((HttpObject) message);
        } catch (BadFrame bad) {
            peer.counts().receiveFailures().increment();
            close(bad.getMessage());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(HttpObject part) throws BadFrame {
        if (part.decoderResult().isFailure()) {
            peer.counts().receiveFailures().increment();
            close("no HTTP: " + part.decoderResult().cause().getMessage());
            return;
        }
        if (part instanceof HttpResponse head) {
            judge(head);
        }
        if (part instanceof HttpContent content) {
            append(content.content());
            if (status == OK) {
                decode();
            }
            if (part instanceof LastHttpContent) {
                ended();
            }
        }
    }

    /// An answer without a version, or with one that cannot be compared, comes from no member.
    private void judge(HttpResponse head) {
        status = head.status().code();
        String version = head.headers().get(PeerIdentity.SERVER_VERSION, "");
        if (status == OK && PeerVersion.parse(version).isEmpty()) {
            status = 0;
            close("announces version \"" + version + "\"");
        } else if (status == OK) {
            peer.status().activate();
            LOG.log(System.Logger.Level.INFO, "established stream " + kind.label()
                    + " with peer " + Long.toHexString(peer.id()));
        } else if (status == GONE) {
            peer.links().events().expelled();
        }
    }

    private void append(ByteBuf bytes) {
        if (status != OK && pending != null && pending.readableBytes() > MAX_REFUSAL_BYTES) {
            return;
        }
        if (bytes.isReadable()) {
            ByteBuf before = pending == null ? ctx.alloc().buffer(0) : pending;
            pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                    ctx.alloc(), before, bytes.retain());
        }
    }

    private void decode() throws BadFrame {
        if (pending == null) {
            return;
        }
        Message message = decoder.decode(pending);
        while (message != null) {
            received(message);
            message = decoder.decode(pending);
        }
        if (!pending.isReadable()) {
            drop();
        }
    }

    private void received(Message message) {
        int size = message.getSerializedSize();
        peer.counts().receivedBytes().add(size);
        if (Frames.isLinkHeartbeat(message)) {
            return;
        }
        if (waitingBytes.addAndGet(size) > WAITING_BYTES) {
            ctx.channel().config().setAutoRead(false);
        }
        peer.links().events().received(message, () -> taken(size));
    }

    /// Any thread.
    private void taken(int size) {
        long waiting = waitingBytes.addAndGet(-size);
        if (waiting <= WAITING_BYTES / 2 && !ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void ended() {
        if (status != OK) {
            String refusal = pending == null ? "" : pending.toString(StandardCharsets.UTF_8);
            end = "answered " + status + " " + refusal.strip();
        }
        ctx.close();
    }

    private void close(String reason) {
        end = reason;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.cancel(false);
        drop();
        if (status != OK) {
            peer.urls().unreachable(url);
        }
        peer.status().deactivate(kind.label(), end);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(String.valueOf(cause.getMessage()));
    }

    private void drop() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }
}
