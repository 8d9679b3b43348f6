package kv.transport.peer.link;

import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kv.api.pb.raftpb.Message;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.netty.EventLoops;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSource;
import kv.transport.peer.client.Dialer;
import kv.transport.peer.client.PeerClient;

/// Links to peers over HTTP/1.1 on the process's event loops.
public final class NettyPeerLinks implements PeerLinks {

    private static final System.Logger LOG = System.getLogger(NettyPeerLinks.class.getName());

    /// Strangers that may be remembered by their own word.
    private static final int MAX_STRANGERS = 64;

    /// Snapshots that are sent at the same time.
    private static final int MAX_SNAPSHOTS = 4;

    private final PeerIdentity self;
    private final EventLoops loops;
    private final MetricRegistry metrics;
    private final PeerContext.Shared shared;
    private final SnapshotCounts.Table snapshotCounts;
    private final Set<Long> sendingTo = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Long, RemotePeer> peers = new ConcurrentHashMap<>();
    private boolean closed;

    /// @param self this member
    /// @param dialer makes the connections
    /// @param events is told what comes
    public NettyPeerLinks(PeerIdentity self, EventLoops loops, Dialer dialer, PeerEvents events,
            MetricRegistry metrics) {
        this.self = self;
        this.loops = loops;
        this.metrics = metrics;
        this.snapshotCounts = new SnapshotCounts.Table(metrics);
        this.shared = new PeerContext.Shared(events, dialer, new PeerClient(dialer));
    }

    /// What the peer port answers for these links.
    public List<HttpHandler> handlers() {
        RequestCheck check = new RequestCheck(self);
        return List.of(new StreamHandler(this, self, check, shared.events()),
                new PostHandler(this, self, check, shared.events(), metrics),
                new SnapshotHandler(this, self, check, shared.events(), snapshotCounts));
    }

    /// Whether there is a way to this member.
    boolean knows(long id) {
        return peers.containsKey(id);
    }

    @Override
    public void sendSnapshot(SnapshotSource snapshot) {
        long id = snapshot.header().getTo();
        RemotePeer peer = peers.get(id);
        if (peer == null) {
            snapshot.end(false, "there is no way to the member");
        } else if (sendingTo.size() >= MAX_SNAPSHOTS || !sendingTo.add(id)) {
            snapshot.end(false, "as many snapshots are being sent as may be");
        } else {
            new SnapshotPost(peer.context(), snapshot, snapshotCounts.to(id),
                    () -> sendingTo.remove(id)).begin();
        }
    }

    @Override
    public void send(List<Message> messages) {
        for (Message message : messages) {
            RemotePeer peer = peers.get(message.getTo());
            if (peer != null) {
                peer.send(message);
            }
        }
    }

    @Override
    public synchronized void connect(long id, List<URI> urls) {
        if (closed || id == self.memberId()) {
            return;
        }
        RemotePeer known = peers.get(id);
        if (known != null && known.member()) {
            known.urls().update(urls);
            return;
        }
        add(id, urls, true);
        if (known != null) {
            known.stop();
        }
        LOG.log(System.Logger.Level.INFO,
                "added remote peer " + Long.toHexString(id) + " at " + urls);
    }

    /// A stranger has told where it is reached: a member that this one has yet to learn about.
    synchronized void introduce(long id, List<URI> urls) {
        boolean welcome = !closed && id != self.memberId() && !peers.containsKey(id)
                && !shared.events().removed(id) && !urls.isEmpty();
        if (welcome && peers.values().stream().filter(peer -> !peer.member()).count()
                < MAX_STRANGERS) {
            add(id, urls, false);
        }
    }

    private void add(long id, List<URI> urls, boolean member) {
        PeerCounts counts = PeerCounts.of(metrics, self.memberId(), id);
        PeerStatus status = new PeerStatus(id, counts.disconnects()::increment);
        RemotePeer peer = new RemotePeer(new PeerContext(self, id, new UrlPicker(urls), status,
                counts, shared, loops.group().next()), member);
        if (member) {
            PeerCounts.bindActive(metrics, self.memberId(), id,
                    () -> activeSinceNs(id) != NEVER);
        }
        peers.put(id, peer);
        peer.start();
    }

    @Override
    public synchronized void disconnect(long id) {
        RemotePeer peer = peers.remove(id);
        if (peer != null) {
            peer.stop();
            LOG.log(System.Logger.Level.INFO, "removed remote peer " + Long.toHexString(id));
        }
    }

    /// The member, if it is one.
    RemotePeer member(long id) {
        RemotePeer peer = peers.get(id);
        return peer != null && peer.member() ? peer : null;
    }

    @Override
    public long activeSinceNs(long id) {
        RemotePeer peer = peers.get(id);
        return peer == null ? NEVER : peer.status().activeSinceNs();
    }

    @Override
    public int active() {
        return (int) peers.values().stream().filter(peer -> peer.status().active()).count();
    }

    @Override
    public OptionalDouble roundTripSeconds(long id) {
        RemotePeer peer = peers.get(id);
        return peer == null ? OptionalDouble.empty() : peer.roundTripSeconds();
    }

    @Override
    public synchronized void close() {
        closed = true;
        peers.values().forEach(RemotePeer::stop);
        peers.clear();
    }
}
