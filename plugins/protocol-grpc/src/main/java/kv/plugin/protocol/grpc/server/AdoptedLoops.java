package kv.plugin.protocol.grpc.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// The listener's event loops as gRPC's server sees them: a channel that is registered already
/// counts as registered, and gRPC cannot stop the loops. Thread-safe.
@SuppressWarnings("deprecation") // two methods of the interfaces are
final class AdoptedLoops extends AbstractEventExecutorGroup implements EventLoopGroup {

    private final EventLoopGroup loops;

    AdoptedLoops(EventLoopGroup loops) {
        this.loops = loops;
    }

    @Override
    public EventLoop next() {
        return loops.next();
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return loops.iterator();
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return channel.newSucceededFuture();
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        return promise.setSuccess();
    }

    @Override
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return promise.setSuccess();
    }

    @Override
    public boolean isShuttingDown() {
        return loops.isShuttingDown();
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return next().newSucceededFuture(null);
    }

    @Override
    public Future<?> terminationFuture() {
        return loops.terminationFuture();
    }

    @Override
    public void shutdown() {
        // the loops belong to the listener
    }

    @Override
    public boolean isShutdown() {
        return loops.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loops.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loops.awaitTermination(timeout, unit);
    }
}
