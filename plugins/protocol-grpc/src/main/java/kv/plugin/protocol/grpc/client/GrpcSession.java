package kv.plugin.protocol.grpc.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kv.api.service.AuthService;
import kv.api.service.ClusterService;
import kv.api.service.ElectionService;
import kv.api.service.HealthService;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.api.service.LockService;
import kv.api.service.MaintenanceService;
import kv.api.service.Services;
import kv.api.service.WatchService;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;
import kv.transport.netty.EventLoops;

/// A session over gRPC: one channel for all endpoints, and one for each endpoint that is asked
/// about itself, on one event loop of the session's own. Thread-safe.
///
/// Plain text only: an `https` endpoint is refused until TLS is there.
public final class GrpcSession implements ClientSession {

    static {
        NameResolverRegistry.getDefaultRegistry().register(new Endpoints());
    }

    private final ClientOptions options;
    private final Map<List<String>, ManagedChannel> channels = new HashMap<>();
    private EventLoops loops;
    private boolean closed;

    /// A session that connects with its first call.
    ///
    /// @throws IllegalArgumentException when an endpoint is not `http://host:port` or `host:port`
    public GrpcSession(ClientOptions options) {
        this.options = options;
        Endpoints.target(options.endpoints());
    }

    @Override
    public Services services() {
        return over(channel(options.endpoints()));
    }

    @Override
    public Services servicesOf(String endpoint) {
        return over(channel(List.of(endpoint)));
    }

    private static Services over(ManagedChannel channel) {
        var caller = new Caller(channel);
        return Services.none()
                .with(KvService.class, new RemoteKv(caller))
                .with(WatchService.class, new RemoteWatch(caller))
                .with(LeaseService.class, new RemoteLease(caller))
                .with(ClusterService.class, new RemoteCluster(caller))
                .with(MaintenanceService.class, new RemoteMaintenance(caller))
                .with(AuthService.class, new RemoteAuth(caller))
                .with(LockService.class, new RemoteLock(caller))
                .with(ElectionService.class, new RemoteElection(caller))
                .with(HealthService.class, new RemoteHealth(caller));
    }

    private synchronized ManagedChannel channel(List<String> endpoints) {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        if (loops == null) {
            loops = EventLoops.open(1);
        }
        return channels.computeIfAbsent(endpoints, this::connect);
    }

    private ManagedChannel connect(List<String> endpoints) {
        return NettyChannelBuilder.forTarget(Endpoints.target(endpoints))
                .usePlaintext()
                .eventLoopGroup(loops.group())
                .channelType(loops.epoll() ? EpollSocketChannel.class : NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(options.dialTimeout().toMillis()))
                .directExecutor()
                .disableRetry()
                .keepAliveTime(options.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(options.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(options.maxReceiveBytes())
                .build();
    }

    @Override
    public boolean awaitConnected() {
        ManagedChannel channel = channel(options.endpoints());
        long end = System.nanoTime() + options.dialTimeout().toNanos();
        ConnectivityState state = channel.getState(true);
        while (state != ConnectivityState.READY && System.nanoTime() < end) {
            var changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            try {
                if (!changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                return false; // whoever interrupts the wait does not want it
            }
            state = channel.getState(true);
        }
        return state == ConnectivityState.READY;
    }

    /// Ends running calls and closes every connection.
    @Override
    public synchronized void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
        if (loops != null) {
            loops.close();
        }
    }
}
