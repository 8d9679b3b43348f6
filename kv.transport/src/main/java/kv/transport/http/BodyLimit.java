package kv.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpContentException;

/// Joins a request and its body up to a limit. A larger one goes on as a failed request, so that it
/// is refused in its turn, after the answers to the requests before it.
final class BodyLimit extends HttpObjectAggregator {

    BodyLimit(int maxBodyBytes) {
        super(maxBodyBytes);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        HttpRequest head = (HttpRequest) oversized;
        var refused = new DefaultFullHttpRequest(head.protocolVersion(), head.method(), head.uri());
        refused.headers().set(head.headers());
        refused.setDecoderResult(DecoderResult.failure(
                new TooLongHttpContentException("body over " + maxContentLength() + " bytes")));
        ctx.fireChannelRead(refused);
    }
}
