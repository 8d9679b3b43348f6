package kv.transport.peer.link;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kv.api.spi.http.HttpExchange;
import kv.transport.http.ChannelExchange;
import kv.transport.http.PlainText;
import kv.transport.http.StreamedHandler;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;

/// `POST /raft/snapshot`: a member sends a message with a database behind it, in a body of any
/// length. Answered when the database is loaded, or of no use.
final class SnapshotHandler implements StreamedHandler {

    private static final String PATH = "/raft/snapshot";

    private final NettyPeerLinks links;
    private final PeerIdentity self;
    private final RequestCheck check;
    private final PeerEvents events;
    private final SnapshotCounts.Table counts;

    SnapshotHandler(NettyPeerLinks links, PeerIdentity self, RequestCheck check,
            PeerEvents events, SnapshotCounts.Table counts) {
        this.links = links;
        this.self = self;
        this.check = check;
        this.events = events;
        this.counts = counts;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PATH);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.path().equals(PATH)) {
            PlainText.notFound(exchange);
            return;
        }
        if (!exchange.method().equals("POST")) {
            PlainText.methodNotAllowed(exchange, "POST");
            return;
        }
        Optional<String> refusal = check.refusal(exchange);
        if (refusal.isPresent()) {
            PlainText.error(exchange, 412, refusal.get(), Map.of(
                    PeerIdentity.CLUSTER_ID, self.cluster(), "Connection", "close"));
            return;
        }
        RequestCheck.sender(exchange).ifPresent(
                sender -> links.introduce(sender, RequestCheck.urls(exchange)));
        long sender = RequestCheck.sender(exchange).filter(links::knows).orElse(0L);
        new SnapshotReception(
                (ChannelExchange) exchange, self, events, counts.from(sender)).begin();
    }
}
