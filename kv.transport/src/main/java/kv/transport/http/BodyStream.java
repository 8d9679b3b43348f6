package kv.transport.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;

/// Lets the body of a request to a [StreamedHandler] by in pieces, before it would be joined: the
/// head goes on as a request of its own, without a body. Confined to the channel's event loop.
final class BodyStream extends ChannelInboundHandlerAdapter {

    private static final BodySink NOWHERE = (bytes, last) -> { };

    private final Set<String> paths;
    private boolean streaming;
    private BodySink sink = NOWHERE;

    BodyStream(Set<String> paths) {
        this.paths = paths;
    }

    void receive(BodySink taker) {
        sink = taker;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (streaming && message instanceof HttpContent content) {
            take(content);
        } else if (message instanceof HttpRequest head && streams(head)) {
            streaming = true;
            ctx.fireChannelRead(alone(head));
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean streams(HttpRequest head) {
        return head.decoderResult().isSuccess() && head.method().equals(HttpMethod.POST)
                && paths.contains(head.uri());
    }

    private static HttpRequest alone(HttpRequest head) {
        var request = new DefaultFullHttpRequest(head.protocolVersion(), head.method(), head.uri());
        request.headers().set(head.headers());
        return request;
    }

    private void take(HttpContent content) {
        try {
            boolean broken = content.decoderResult().isFailure();
            boolean last = content instanceof LastHttpContent;
            BodySink taker = sink;
            if (last) {
                streaming = false;
                sink = NOWHERE;
            }
            if (!broken) {
                taker.piece(ByteBufUtil.getBytes(content.content()), last);
            }
        } finally {
            ReferenceCountUtil.release(content);
        }
    }
}
