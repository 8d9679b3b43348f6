package kv.transport.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kv.api.spi.http.HttpHandler;
import kv.transport.netty.ReadGate;

/// One HTTP/1.1 connection: takes its requests in turn and gives each to its handler. Confined to
/// the channel's event loop; exchanges come back to it.
///
/// While an exchange runs, the connection is still read, so that a client that leaves is noticed;
/// once a further request has arrived, reading waits. So memory is bounded by one request and one
/// read. Invariant: requests wait only while an exchange runs or unsent answers pass the limit.
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());

    /// How long an answer may still be waited for once the client has closed its half.
    private static final long HALF_CLOSED_MS = 10_000;

    private final HttpProtocol protocol;
    private final RequestClock clock;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private ChannelHandlerContext ctx;
    private Exchange current;
    private boolean taking;
    private boolean ending;
    private boolean inputClosed;

    HttpConnection(HttpProtocol protocol, RequestClock clock) {
        this.protocol = protocol;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        clock.requestArrived();
        waiting.add((FullHttpRequest) message);
        takeRequests();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        takeRequests();
        ctx.fireChannelWritabilityChanged();
    }

    /// A loop and not a recursion: handlers that answer at once would nest once per pipelined
    /// request.
    private void takeRequests() {
        if (taking) {
            return;
        }
        taking = true;
        try {
            while (canTake()) {
                takeNext();
            }
        } finally {
            taking = false;
        }
        if (!ending) {
            ReadGate.of(ctx.channel()).hold(ctx.channel(), !waiting.isEmpty());
        }
    }

    private boolean canTake() {
        return current == null && !ending && !waiting.isEmpty() && ctx.channel().isWritable();
    }

    private void takeNext() {
        FullHttpRequest request = waiting.remove();
        try {
            take(request);
        } finally {
            request.release();
        }
    }

    private void take(FullHttpRequest request) {
        Optional<Malformed> malformed = Malformed.of(request);
        if (malformed.isPresent()) {
            protocol.counts().malformed();
            ending = true;
            endAfter(ctx.writeAndFlush(malformed.get().response()));
            return;
        }
        protocol.counts().request();
        Target target = Target.of(request.uri().equals("*") ? "/" : request.uri());
        Target routed = target.at(protocol.access().path(target.rawPath()));
        current = new Exchange(
                this, request, routed, ByteBufUtil.getBytes(request.content()));
        Optional<Answer> intercepted = protocol.access().intercept(request)
                .or(() -> redirect(request, routed));
        if (intercepted.isPresent()) {
            current.answer(intercepted.get());
        } else {
            dispatch(current, protocol.routes().find(routed.path()));
        }
    }

    private static Optional<Answer> redirect(FullHttpRequest request, Target target) {
        String clean = target.cleanPath();
        return clean.equals(target.rawPath()) ? Optional.empty() : Optional.of(Answer.redirect(
                clean + target.rawQuery(), request.method().name().equals("GET")));
    }

    private static void dispatch(Exchange exchange, Optional<HttpHandler> handler) {
        if (handler.isEmpty()) {
            exchange.answer(Answer.notFound());
            return;
        }
        try {
            handler.get().handle(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR,
                    "HTTP handler failed on " + exchange.method() + " " + exchange.path(), e);
            exchange.failed();
        }
    }

    /// Called by the exchange when the last byte of its answer has been written.
    void finished(ChannelFuture lastWrite, boolean keepAlive) {
        current = null;
        if (!keepAlive || inputClosed && waiting.isEmpty()) {
            ending = true;
            endAfter(lastWrite);
            return;
        }
        if (waiting.isEmpty()) {
            clock.answered();
        }
        takeRequests();
    }

    private void endAfter(ChannelFuture lastWrite) {
        dropWaiting();
        lastWrite.addListener((ChannelFutureListener) end -> LingeringClose.of(end.channel()));
    }

    /// No further request is taken; an idle connection ends now.
    void drain() {
        if (current == null && waiting.isEmpty() && !ending) {
            ctx.close();
        }
    }

    boolean draining() {
        return protocol.draining();
    }

    AccessControl access() {
        return protocol.access();
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        inputClosed = true;
        if (current == null && waiting.isEmpty() && !ending) {
            ctx.close();
        } else if (current != null) {
            leaveHalfOpen();
        }
    }

    /// A stream has nobody to go to. A single answer is still sent: the client may only have
    /// closed its sending half.
    private void leaveHalfOpen() {
        if (current.streaming()) {
            ctx.close();
            return;
        }
        current.clientGone();
        ctx.executor().schedule(() -> ctx.close(), HALF_CLOSED_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (current != null) {
            current.clientGone();
        }
        dropWaiting();
        ctx.fireChannelInactive();
    }

    private void dropWaiting() {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
        if (cause instanceof Error broken) {
            Thread loop = Thread.currentThread();
            loop.getUncaughtExceptionHandler().uncaughtException(loop, broken);
        } else if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.WARNING, "HTTP connection failed", cause);
        }
    }
}
