package kv.transport.peer.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import kv.transport.netty.EventLoops;

/// Makes connections to peers. Any thread; never waits. A host name is looked up on a virtual
/// thread, since a look-up may take seconds and an event loop has others to serve.
public final class Dialer {

    private final EventLoops loops;
    private final int timeoutMs;

    /// @param timeoutMs how long a connection may take to be made
    public Dialer(EventLoops loops, int timeoutMs) {
        this.loops = loops;
        this.timeoutMs = timeoutMs;
    }

    /// Connects to the host and port of a URL.
    ///
    /// @param handlers of the new channel's pipeline
    /// @return the channel; failed with what kept it from being made
    public CompletableFuture<Channel> dial(URI url, ChannelHandler... handlers) {
        CompletableFuture<Channel> dialed = new CompletableFuture<>();
        String host = host(url);
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            connect(dialed, url, literal(host, literal), handlers);
        } else {
            Thread.startVirtualThread(() -> lookUp(dialed, url, host, handlers));
        }
        return dialed;
    }

    private void lookUp(CompletableFuture<Channel> dialed, URI url, String host,
            ChannelHandler... handlers) {
        try {
            connect(dialed, url, InetAddress.getByName(host), handlers);
        } catch (UnknownHostException e) {
            dialed.completeExceptionally(e);
        }
    }

    private void connect(CompletableFuture<Channel> dialed, URI url, InetAddress address,
            ChannelHandler... handlers) {
        ChannelFuture connecting = new Bootstrap()
                .group(loops.group())
                .channel(loops.epoll() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMs)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .disableResolver()
                .handler(new Pipeline(handlers))
                .connect(new InetSocketAddress(address, port(url)));
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                dialed.complete(connecting.channel());
            } else {
                dialed.completeExceptionally(done.cause());
            }
        });
    }

    private static InetAddress literal(String host, byte[] bytes) {
        try {
            return InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of another length: " + host, e);
        }
    }

    /// A host without the brackets that URLs put around IPv6 addresses.
    private static String host(URI url) {
        String host = url.getHost();
        return host != null && host.startsWith("[")
                ? host.substring(1, host.length() - 1) : String.valueOf(host);
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? 80 : url.getPort();
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final ChannelHandler[] handlers;

        Pipeline(ChannelHandler... handlers) {
            this.handlers = handlers;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(handlers);
        }
    }
}
