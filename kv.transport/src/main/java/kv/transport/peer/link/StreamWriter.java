package kv.transport.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.codec.FrameEncoder;
import kv.transport.peer.codec.StreamKind;

/// Writes messages of one kind on the stream that a peer has asked for, if it has. Any thread
/// offers; the connection's event loop writes, as fast as the connection takes it.
final class StreamWriter {

    private static final int MAX_MESSAGES = 4096;
    private static final long MAX_BYTES = 64L << 20;
    private static final int PIECE_BYTES = 64 << 10;
    /// A third of the silence that a reader bears.
    private static final long HEARTBEAT_MS = 5_000 / 3;

    private final PeerContext peer;
    private final StreamKind kind;
    private final MessageQueue queue = new MessageQueue(MAX_MESSAGES, MAX_BYTES);
    private volatile Outgoing attached;
    private boolean stopped;

    /// What became of an offered message.
    enum Offer { TAKEN, FULL, DETACHED }

    StreamWriter(PeerContext peer, StreamKind kind) {
        this.peer = peer;
        this.kind = kind;
    }

    /// Takes a message if there is a stream with room.
    Offer offer(Message message) {
        Outgoing outgoing = attached;
        if (outgoing == null) {
            return Offer.DETACHED;
        }
        if (!queue.offer(message)) {
            return Offer.FULL;
        }
        outgoing.wake();
        return Offer.TAKEN;
    }

    /// Whether there is a stream.
    boolean attached() {
        return attached != null;
    }

    /// Writes on this channel from now on, and no longer on the one before. On its event loop.
    void attach(Channel channel) {
        Outgoing next = new Outgoing(channel);
        Outgoing before = replace(next);
        if (before == next) {
            channel.close();
            return;
        }
        if (before != null) {
            before.channel.close();
        }
        peer.status().activate();
        next.begin();
    }

    /// @return the stream before, or `next` itself when this writer has stopped
    private synchronized Outgoing replace(Outgoing next) {
        if (stopped) {
            return next;
        }
        Outgoing before = attached;
        attached = next;
        return before;
    }

    /// Ends the stream, and takes no other.
    void stop() {
        Outgoing last;
        synchronized (this) {
            stopped = true;
            last = attached;
        }
        if (last != null) {
            last.channel.close();
        }
    }

    private void detach(Outgoing gone) {
        synchronized (this) {
            if (attached != gone) {
                return;
            }
            attached = null;
        }
        queue.clear();
        peer.status().deactivate(kind.label(), "stream closed");
        peer.links().events().unreachable(peer.id());
    }

    /// One stream. Confined to its event loop, but for [#wake()].
    private final class Outgoing extends ChannelInboundHandlerAdapter {

        private final Channel channel;
        private final FrameEncoder encoder = kind.encoder();
        private final AtomicBoolean woken = new AtomicBoolean();
        private final Runnable drain = this::drain;
        private ByteBuf piece;

        Outgoing(Channel channel) {
            this.channel = channel;
        }

        void begin() {
            channel.pipeline().addLast(this);
            ScheduledFuture<?> beats = channel.eventLoop().scheduleAtFixedRate(
                    this::beat, HEARTBEAT_MS, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> {
                beats.cancel(false);
                detach(this);
            });
            drain();
        }

        void wake() {
            if (!woken.get() && woken.compareAndSet(false, true)) {
                channel.eventLoop().execute(drain);
            }
        }

        private void drain() {
            woken.set(false);
            while (channel.isWritable()) {
                Message message = queue.poll();
                if (message == null) {
                    break;
                }
                encoder.encode(message, piece());
                if (piece.readableBytes() >= PIECE_BYTES) {
                    write();
                }
            }
            write();
            channel.flush();
        }

        private void beat() {
            if (channel.isWritable()) {
                encoder.heartbeat(piece());
                write();
                channel.flush();
            }
        }

        private ByteBuf piece() {
            if (piece == null) {
                piece = channel.alloc().buffer();
            }
            return piece;
        }

        private void write() {
            if (piece != null) {
                ByteBuf full = piece;
                piece = null;
                peer.counts().sentBytes().add(full.readableBytes());
                channel.write(new DefaultHttpContent(full));
            }
        }

        /// Called from inside writes and flushes, so that the next one must wait for its turn.
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (channel.isWritable()) {
                wake();
            }
            ctx.fireChannelWritabilityChanged();
        }
    }
}
