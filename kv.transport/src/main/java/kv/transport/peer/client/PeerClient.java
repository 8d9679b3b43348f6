package kv.transport.peer.client;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Asks peers, one connection a question. Any thread; never waits.
public final class PeerClient {

    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private final Dialer dialer;

    public PeerClient(Dialer dialer) {
        this.dialer = dialer;
    }

    /// Asks.
    ///
    /// @return the answer, completed on an event loop; failed with an [IOException] when none came
    ///         in time or the answer is no HTTP
    public CompletableFuture<PeerAnswer> ask(PeerRequest request) {
        CompletableFuture<PeerAnswer> answer = new CompletableFuture<>();
        answer.orTimeout(request.timeoutMs(), TimeUnit.MILLISECONDS);
        dialer.dial(request.url(), new HttpClientCodec(),
                        new HttpObjectAggregator(MAX_ANSWER_BYTES), new Asking(answer))
                .whenComplete((channel, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else {
                        send(channel, request, answer);
                    }
                });
        return answer;
    }

    private static void send(
            Channel channel, PeerRequest request, CompletableFuture<PeerAnswer> answer) {
        answer.whenComplete((done, failure) -> channel.close());
        var http = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()), request.path(),
                Unpooled.wrappedBuffer(request.body()));
        http.headers().set(HttpHeaderNames.HOST, request.url().getRawAuthority())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (request.body().length > 0 || request.method().equals("POST")) {
            http.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
        request.headers().forEach(http.headers()::set);
        channel.writeAndFlush(http).addListener(written -> {
            if (!written.isSuccess()) {
                answer.completeExceptionally(written.cause());
            }
        });
    }

    /// Waits on the connection for the answer.
    private static final class Asking extends SimpleChannelInboundHandler<FullHttpResponse> {

        private final CompletableFuture<PeerAnswer> answer;

        Asking(CompletableFuture<PeerAnswer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            if (response.decoderResult().isFailure()) {
                answer.completeExceptionally(new IOException(
                        "no HTTP answer: " + response.decoderResult().cause().getMessage()));
                return;
            }
            answer.complete(new PeerAnswer(response.status().code(), response.headers(),
                    ByteBufUtil.getBytes(response.content())));
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
