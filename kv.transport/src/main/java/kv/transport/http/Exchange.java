package kv.transport.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.transport.netty.ReadGate;

/// One request and its answer. Handlers answer from any thread; what they say is carried to the
/// channel's event loop, which owns all state here but the flag that makes the answer single.
final class Exchange implements ChannelExchange {

    private final HttpConnection connection;
    private final ChannelHandlerContext ctx;
    private final String method;
    private final HttpVersion version;
    private final HttpHeaders headers;
    private final boolean keepAlive;
    private final Target target;
    private final byte[] body;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final List<Runnable> onClose = new ArrayList<>();
    private Progress progress = Progress.WAITING;
    private boolean streamKeepsAlive;

    private enum Progress { WAITING, STREAMING, DONE, ABANDONED }

    Exchange(HttpConnection connection, FullHttpRequest request, Target target, byte[] body) {
        this.connection = connection;
        this.ctx = connection.context();
        this.method = request.method().name();
        this.version = request.protocolVersion();
        this.headers = request.headers();
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.target = target;
        this.body = body;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public Map<String, List<String>> query() {
        return target.query();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String peer() {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress address
                ? address(address) : String.valueOf(ctx.channel().remoteAddress());
    }

    private static String address(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public Executor loop() {
        return ctx.executor();
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) {
        claimAnswer();
        onLoop(() -> send(HttpResponseStatus.valueOf(status), headers, body));
    }

    /// An answer of this layer's own.
    void answer(Answer answer) {
        claimAnswer();
        send(answer.status(), answer.headers(), answer.body());
    }

    /// The handler threw: answers 500 if it had not answered, else ends the connection.
    void failed() {
        if (answered.compareAndSet(false, true)) {
            Answer failed = Answer.failed();
            send(failed.status(), failed.headers(), failed.body());
        } else if (progress == Progress.STREAMING) {
            ctx.close();
        }
    }

    private void claimAnswer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered twice: " + method + " " + path());
        }
    }

    private void onLoop(Runnable step) {
        if (ctx.executor().inEventLoop()) {
            step.run();
        } else {
            ctx.executor().execute(step);
        }
    }

    private void send(HttpResponseStatus status, Map<String, String> fields, byte[] content) {
        progress = Progress.DONE;
        var response = new DefaultFullHttpResponse(
                version, status, Unpooled.wrappedBuffer(content));
        boolean keep = fill(response, fields);
        HttpUtil.setContentLength(response, content.length);
        connection.finished(ctx.writeAndFlush(response), keep);
    }

    /// Sets the headers that every answer has.
    ///
    /// @return whether the connection goes on
    private boolean fill(HttpResponse response, Map<String, String> fields) {
        boolean keep = keepAlive && !connection.draining()
                && !"close".equals(fields.get("Connection"));
        HttpHeaders out = response.headers();
        connection.access().corsHeaders(headers).forEach(out::set);
        fields.forEach(out::set);
        out.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
        HttpUtil.setKeepAlive(response, keep);
        return keep;
    }

    @Override
    public HttpBody stream(int status, Map<String, String> headers) {
        claimAnswer();
        onLoop(() -> beginStream(status, headers));
        return new Pieces();
    }

    @Override
    public Channel takeOver(int status, Map<String, String> headers) {
        claimAnswer();
        beginStream(status, headers);
        return ctx.channel();
    }

    @Override
    public void receive(BodySink sink) {
        ctx.pipeline().get(BodyStream.class).receive(sink);
    }

    @Override
    public void rest(boolean resting) {
        onLoop(() -> ReadGate.of(ctx.channel()).hold(ctx.channel(), resting));
    }

    private void beginStream(int status, Map<String, String> headers) {
        progress = Progress.STREAMING;
        var head = new DefaultHttpResponse(version, HttpResponseStatus.valueOf(status));
        boolean chunked = version.isKeepAliveDefault();
        HttpUtil.setTransferEncodingChunked(head, chunked);
        streamKeepsAlive = fill(head, headers) && chunked;
        HttpUtil.setKeepAlive(head, streamKeepsAlive);
        ctx.writeAndFlush(head);
    }

    boolean streaming() {
        return progress == Progress.STREAMING;
    }

    @Override
    public void onClose(Runnable action) {
        onLoop(() -> {
            if (progress == Progress.ABANDONED || !ctx.channel().isActive()) {
                action.run();
            } else {
                onClose.add(action);
            }
        });
    }

    /// The client has closed its half or the whole connection.
    void clientGone() {
        if (progress == Progress.DONE) {
            return;
        }
        progress = Progress.ABANDONED;
        List.copyOf(onClose).forEach(Runnable::run);
        onClose.clear();
    }

    /// The pieces of a chunked answer. Each step is queued on the loop, so steps keep their order
    /// whichever thread takes them.
    private final class Pieces implements HttpBody {

        @Override
        public void write(byte[] piece) {
            ctx.executor().execute(() -> {
                if (progress == Progress.STREAMING && !method.equals(HttpMethod.HEAD.name())) {
                    ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
                }
            });
        }

        @Override
        public void end() {
            ctx.executor().execute(() -> {
                if (progress == Progress.STREAMING) {
                    progress = Progress.DONE;
                    ChannelFuture last = ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
                    connection.finished(last, streamKeepsAlive);
                }
            });
        }
    }
}
