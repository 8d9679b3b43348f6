package kv.transport.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// The event loops of one process: every connection belongs to one of them, and so does every
/// listening socket. Epoll where its native library is present, else NIO. Any thread.
///
/// Owned by the assembly, which closes it after the last listener.
public final class EventLoops implements AutoCloseable {

    private static final long STOP_LIMIT_MS = 2_000;

    private final EventLoopGroup group;
    private final boolean epoll;

    private EventLoops(EventLoopGroup group, boolean epoll) {
        this.group = group;
        this.epoll = epoll;
    }

    /// Starts `threads` loops, named `kvd-net-…`, on the best transport of this machine.
    public static EventLoops open(int threads) {
        return Epoll.isAvailable()
                ? open(threads, EpollIoHandler.newFactory(), true)
                : openNio(threads);
    }

    /// Starts `threads` loops on NIO, whatever else there is.
    public static EventLoops openNio(int threads) {
        return open(threads, NioIoHandler.newFactory(), false);
    }

    private static EventLoops open(int threads, IoHandlerFactory io, boolean epoll) {
        var names = new DefaultThreadFactory("kvd-net", true);
        return new EventLoops(new MultiThreadIoEventLoopGroup(threads, names, io), epoll);
    }

    /// The loops themselves.
    public EventLoopGroup group() {
        return group;
    }

    /// True when channels must be epoll's, false when NIO's.
    public boolean epoll() {
        return epoll;
    }

    /// `epoll` or `nio`, for the start-up plan.
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    /// Ends the loops, after what they have queued or after two seconds.
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_LIMIT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
