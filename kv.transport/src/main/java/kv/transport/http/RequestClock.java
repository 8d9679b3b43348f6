package kv.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Ends a connection whose request does not arrive whole in time (slow-loris), or that has been
/// idle too long. Before the codec, so that it sees bytes and not requests. Confined to the
/// channel's event loop.
final class RequestClock extends ChannelInboundHandlerAdapter {

    private enum Phase { IDLE, RECEIVING, ANSWERING }

    private final HttpConfig config;
    private final HttpCounts counts;
    private Phase phase = Phase.IDLE;
    private ScheduledFuture<?> alarm;
    private ChannelHandlerContext ctx;

    RequestClock(HttpConfig config, HttpCounts counts) {
        this.config = config;
        this.counts = counts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        disarm();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.IDLE) {
            phase = Phase.RECEIVING;
            arm(config.requestMs(), counts::requestExpired);
        }
        ctx.fireChannelRead(message);
    }

    /// A whole request has arrived; the time of its answer is the handler's.
    void requestArrived() {
        phase = Phase.ANSWERING;
        disarm();
    }

    /// All that has arrived is answered.
    void answered() {
        phase = Phase.IDLE;
        arm(config.idleMs(), counts::idleExpired);
    }

    private void arm(long afterMs, Runnable count) {
        disarm();
        alarm = ctx.executor().schedule(() -> {
            count.run();
            ctx.close();
        }, afterMs, TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
