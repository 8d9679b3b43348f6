package kv.server.assembly;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.peer.Network;
import kv.transport.netty.EventLoops;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.client.Dialer;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerClient;
import kv.transport.peer.client.PeerRequest;
import kv.transport.peer.link.NettyPeerLinks;

/// The network that the process is on, on its event loops.
final class NettyNetwork implements Network {

    private static final int DIAL_BASE_MS = 1_000;

    private final EventLoops loops;
    private final MetricRegistry metrics;
    private final Dialer dialer;
    private final PeerClient client;
    private NettyPeerLinks opened;

    /// @param electionMs a connection that takes longer to be made is of no use
    NettyNetwork(EventLoops loops, MetricRegistry metrics, long electionMs) {
        this.loops = loops;
        this.metrics = metrics;
        this.dialer = new Dialer(loops, DIAL_BASE_MS + (int) electionMs);
        this.client = new PeerClient(dialer);
    }

    @Override
    public PeerLinks links(PeerIdentity self, PeerEvents events) {
        opened = new NettyPeerLinks(self, loops, dialer, events, metrics);
        return opened;
    }

    @Override
    public CompletableFuture<PeerAnswer> ask(PeerRequest request) {
        return client.ask(request);
    }

    /// What the peer port answers for the links.
    List<HttpHandler> handlers() {
        return opened.handlers();
    }
}
