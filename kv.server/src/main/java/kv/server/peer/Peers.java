package kv.server.peer;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kv.api.spi.metrics.MetricRegistry;
import kv.raft.model.Message;
import kv.raft.model.Ready;
import kv.server.cluster.Membership;
import kv.server.consensus.RaftEvent;
import kv.server.log.Log;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSink;

/// The links to the other members: follow the membership, take what kvd-raft sends, and bring what
/// comes in to kvd-raft. Any thread.
public final class Peers implements PeerEvents, AutoCloseable {

    private static final Log LOG = Log.of(Peers.class);

    private final Consumer<RaftEvent> raft;
    private final Supplier<Membership> membership;
    private final long self;
    private final CompletableFuture<Void> expelled = new CompletableFuture<>();
    private final MetricRegistry.Counter refused;
    private final MetricRegistry.Counter losses;
    private final Set<Long> connected = ConcurrentHashMap.newKeySet();
    private PeerLinks links;
    private Snapshots snapshots;

    /// Where snapshots come from, and where they go.
    public interface Snapshots {

        /// Sends one, and reports what became of it.
        void send(Message.InstallSnapshot wish);

        /// A member begins to send one.
        ///
        /// @throws IOException when none is taken
        SnapshotSink receive(kv.api.pb.raftpb.Message header) throws IOException;
    }

    /// @param self this member
    /// @param raft takes what comes in
    /// @param membership as the newest applied entry left it
    public Peers(long self, Consumer<RaftEvent> raft, Supplier<Membership> membership,
            MetricRegistry metrics) {
        this.self = self;
        this.raft = raft;
        this.membership = membership;
        this.refused = metrics.counter("kvd_network_peer_messages_refused_total",
                "The total number of raft messages from peers that no member would send.",
                Map.of());
        this.losses = metrics.counter("kvd_network_peer_log_losses_total",
                "The total number of times that a member had lost what it had acknowledged to this"
                        + " one.", Map.of());
    }

    /// Opened once, before anything else.
    public void open(PeerLinks opened, Snapshots way) {
        links = opened;
        snapshots = way;
    }

    /// The links themselves.
    public PeerLinks links() {
        return links;
    }

    /// Connects to members that are not connected yet, and to those whose addresses have changed;
    /// ends the links to members that were removed.
    public void follow(Membership now) {
        connect(now.members());
        for (long id : connected) {
            if (now.wasRemoved(id)) {
                connected.remove(id);
                links.disconnect(id);
            }
        }
        if (now.wasRemoved(self)) {
            expelled.complete(null);
        }
    }

    /// Done when this member has learned that it was removed from the cluster.
    public CompletableFuture<Void> expulsion() {
        return expelled;
    }

    /// Connects to members, whether or not the log has told of them yet.
    public void connect(List<MemberRow> members) {
        for (MemberRow member : members) {
            connected.add(member.id());
            links.connect(member.id(), member.peerUrls().stream().map(URI::create).toList());
        }
    }

    /// Sends what the core says.
    public void send(List<Message> messages) {
        List<kv.api.pb.raftpb.Message> wire = new ArrayList<>(messages.size());
        for (Message message : messages) {
            if (message instanceof Message.InstallSnapshot snapshot) {
                snapshots.send(snapshot);
            } else {
                wire.add(WireMessages.of(message));
            }
        }
        links.send(wire);
    }

    @Override
    public SnapshotSink snapshot(kv.api.pb.raftpb.Message header) throws IOException {
        if (header.getTo() != self || removed(header.getFrom())) {
            throw new IOException("a snapshot from member " + Long.toHexString(header.getFrom())
                    + " to " + Long.toHexString(header.getTo()));
        }
        return snapshots.receive(header);
    }

    /// Tells people of a member that came back without what it had acknowledged.
    public void tell(Ready.LogLoss loss) {
        losses.increment();
        LOG.error("refused a member that has lost entries which it had acknowledged: it counts as"
                + " down; put its data directory back, or remove it and add it again",
                "remote-peer-id", Long.toHexString(loss.member()),
                "acknowledged-index", loss.acknowledged(), "last-index", loss.last());
    }

    @Override
    public void received(kv.api.pb.raftpb.Message message, Runnable taken) {
        if (removed(message.getFrom())) {
            taken.run();
            return;
        }
        try {
            raft.accept(new RaftEvent.Received(HeardMessages.of(message), taken));
        } catch (BadMessage bad) {
            refused.increment();
            LOG.warn("refused a message of a peer", "reason", bad.getMessage());
            taken.run();
        }
    }

    @Override
    public boolean removed(long id) {
        return membership.get().wasRemoved(id);
    }

    @Override
    public void unreachable(long id) {
        raft.accept(new RaftEvent.Unreachable(id));
    }

    @Override
    public void expelled() {
        expelled.complete(null);
    }

    @Override
    public void close() {
        links.close();
    }
}
