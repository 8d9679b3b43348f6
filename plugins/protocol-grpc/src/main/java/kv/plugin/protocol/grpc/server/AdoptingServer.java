package kv.plugin.protocol.grpc.server;

import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.netty.InternalNettyServerBuilder;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import kv.api.spi.protocol.ProtocolLimits;
import kv.transport.netty.ReadGate;

/// A gRPC server without a socket of its own: it is bound to a channel inside the process to which
/// nobody connects, and live channels are put before it as if that channel had accepted them.
///
/// gRPC then equips the channel's pipeline as always and registers it with its event loops, which
/// take what is registered as done ([AdoptedLoops]). Thread-safe; calls run on the event loops of
/// their connections, without an executor.
final class AdoptingServer implements AutoCloseable {

    /// Request headers above this are refused; tokens are the largest that etcd's clients send.
    private static final int MAX_METADATA_BYTES = 64 * 1024;

    /// Of one connection and of one stream; a fixed window needs no probing for bandwidth.
    private static final int FLOW_CONTROL_WINDOW_BYTES = 1024 * 1024;

    /// How long running calls may take to finish once the server closes.
    private static final long GRACE_MS = 1_000;

    private final MultiThreadIoEventLoopGroup intake = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("kvd-grpc-intake", true), LocalIoHandler.newFactory());
    private final LocalServerChannel door = new LocalServerChannel();
    private final ChannelGroup connections =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Server server;

    private AdoptingServer(
            EventLoopGroup loops, HandlerRegistry methods, ProtocolLimits limits) {
        int maxMessageBytes = limits.maxRequestBytes() + ProtocolLimits.GRPC_OVERHEAD_BYTES;
        var negotiator = new Introduction.Negotiator(maxMessageBytes);
        var builder = NettyServerBuilder
                .forAddress(
                        new LocalAddress(AdoptingServer.class),
                        InternalNettyServerCredentials.create(negotiator))
                .channelFactory(() -> door)
                .bossEventLoopGroup(intake)
                .workerEventLoopGroup(new AdoptedLoops(loops))
                .directExecutor()
                .fallbackHandlerRegistry(methods)
                .maxConcurrentCallsPerConnection(
                        (int) Math.min(Integer.MAX_VALUE, limits.maxConcurrentStreams()))
                .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
                .maxInboundMessageSize(maxMessageBytes)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .permitKeepAliveTime(limits.keepAliveMinMs(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(false)
                .keepAliveTime(limits.keepAliveIntervalMs(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(limits.keepAliveTimeoutMs(), TimeUnit.MILLISECONDS);
        InternalNettyServerBuilder.setStatsEnabled(builder, false);
        InternalNettyServerBuilder.setTracingEnabled(builder, false);
        server = builder.build();
    }

    /// Starts a server for channels that live on `loops`.
    static AdoptingServer start(
            EventLoopGroup loops, HandlerRegistry methods, ProtocolLimits limits) {
        var adopting = new AdoptingServer(loops, methods, limits);
        try {
            adopting.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return adopting;
    }

    /// Takes a connection over. On its event loop.
    void adopt(Channel channel, ByteBuf firstBytes) {
        // gRPC equips the pipeline in two hops between loops; nothing may be read before that.
        ReadGate.of(channel).hold(channel, true);
        connections.add(channel);
        door.eventLoop().execute(() -> {
            if (door.isActive()) {
                door.pipeline().fireChannelRead(channel);
                channel.eventLoop().execute(() -> begin(channel, firstBytes));
            } else {
                firstBytes.release();
                channel.close();
            }
        });
    }

    private static void begin(Channel channel, ByteBuf firstBytes) {
        channel.pipeline().fireChannelRead(firstBytes);
        channel.pipeline().fireChannelReadComplete();
        ReadGate gate = ReadGate.of(channel);
        if (gate != null) {
            gate.hold(channel, false);
        }
    }

    /// Tells clients to go (GOAWAY), lets running calls finish within the grace, then closes the
    /// connections. A client sees an open stream end as `Unavailable` and goes to another member;
    /// gRPC's own way, a reset, would read as cancelled and make etcd's client give up its watch.
    @Override
    public void close() {
        server.shutdown();
        if (!terminated()) {
            connections.forEach(AdoptingServer::cut);
            terminated();
        }
        intake.shutdownGracefully(0, GRACE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private boolean terminated() {
        try {
            return server.awaitTermination(GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false; // whoever interrupts a stop wants it at once
        }
    }

    private static void cut(Channel channel) {
        // From the pipeline's head: gRPC's handler would wait for the streams to end.
        var first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }
}
