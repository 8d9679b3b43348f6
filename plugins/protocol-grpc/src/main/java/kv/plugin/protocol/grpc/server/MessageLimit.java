package kv.plugin.protocol.grpc.server;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/// Refuses a message that is larger than the limit as soon as its length is known, with the words
/// of etcd's gRPC library, by which clients recognise it. gRPC's own limit has other words.
///
/// A message is framed by a flag byte and a length of four bytes (gRPC over HTTP/2). One that fits
/// one DATA frame leaves no trace here; only a message in several frames is followed. Confined to
/// the connection's event loop.
final class MessageLimit extends Http2FrameListenerDecorator {

    private static final int PREFIX_BYTES = 5;
    private static final String RESOURCE_EXHAUSTED = "8";

    private final GrpcHttp2ConnectionHandler grpc;
    private final int maxMessageBytes;
    private final Http2Connection.PropertyKey key;

    private MessageLimit(
            Http2FrameListener frames, GrpcHttp2ConnectionHandler grpc, int maxMessageBytes) {
        super(frames);
        this.grpc = grpc;
        this.maxMessageBytes = maxMessageBytes;
        key = grpc.connection().newKey();
    }

    /// Puts the limit between a connection's frames and gRPC.
    static void guard(GrpcHttp2ConnectionHandler grpc, int maxMessageBytes) {
        Http2FrameListener frames = grpc.decoder().frameListener();
        grpc.decoder().frameListener(new MessageLimit(frames, grpc, maxMessageBytes));
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding,
            boolean endOfStream) throws Http2Exception {
        Http2Stream stream = grpc.connection().stream(streamId);
        long length = stream == null || fitsOneFrame(stream, data) ? 0 : follow(stream, data);
        if (length <= maxMessageBytes) {
            return super.onDataRead(ctx, streamId, data, padding, endOfStream);
        }
        refuse(ctx, stream, length);
        return data.readableBytes() + padding;
    }

    private boolean fitsOneFrame(Http2Stream stream, ByteBuf data) {
        int readable = data.readableBytes();
        return readable >= PREFIX_BYTES
                && data.getUnsignedInt(data.readerIndex() + 1) == readable - PREFIX_BYTES
                && readable - PREFIX_BYTES <= maxMessageBytes
                && stream.getProperty(key) == null;
    }

    private long follow(Http2Stream stream, ByteBuf data) {
        Framing framing = stream.getProperty(key);
        if (framing == null) {
            framing = new Framing();
            stream.setProperty(key, framing);
        }
        return framing.largest(data);
    }

    private void refuse(ChannelHandlerContext ctx, Http2Stream stream, long length) {
        Http2Headers trailers = new DefaultHttp2Headers();
        if (!stream.isHeadersSent()) {
            trailers.status("200").set("content-type", "application/grpc");
        }
        trailers.set("grpc-status", RESOURCE_EXHAUSTED)
                .set("grpc-message", "grpc: received message larger than max ("
                        + length + " vs. " + maxMessageBytes + ")");
        grpc.encoder().writeHeaders(ctx, stream.id(), trailers, 0, true, ctx.newPromise());
        grpc.resetStream(ctx, stream.id(), Http2Error.NO_ERROR.code(), ctx.newPromise());
        ctx.flush();
    }

    /// Where one stream stands between its messages.
    private static final class Framing {

        private int prefixRead;
        private long length;
        private long bodyLeft;

        /// Passes over the bytes and returns the length of the largest message that began there.
        long largest(ByteBuf data) {
            long largest = 0;
            int at = data.readerIndex();
            while (at < data.writerIndex()) {
                if (bodyLeft > 0) {
                    long step = Math.min(bodyLeft, data.writerIndex() - at);
                    bodyLeft -= step;
                    at += (int) step;
                } else if (prefix(data.getUnsignedByte(at++))) {
                    largest = Math.max(largest, length);
                }
            }
            return largest;
        }

        private boolean prefix(int octet) {
            length = prefixRead == 0 ? 0 : length << Byte.SIZE | octet;
            if (++prefixRead < PREFIX_BYTES) {
                return false;
            }
            prefixRead = 0;
            bodyLeft = length;
            return true;
        }
    }
}
