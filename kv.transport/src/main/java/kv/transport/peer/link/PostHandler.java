package kv.transport.peer.link;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kv.api.pb.raftpb.Message;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.http.PlainText;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;

/// `POST /raft`: one message of a member that has no stream to us. Answered when the message has
/// been taken, so that the sender knows.
final class PostHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(PostHandler.class.getName());
    private static final String PATH = "/raft";
    private static final byte[] NO_BODY = {};

    private final NettyPeerLinks links;
    private final PeerIdentity self;
    private final RequestCheck check;
    private final PeerEvents events;
    private final MetricRegistry.Counter failures;

    PostHandler(NettyPeerLinks links, PeerIdentity self, RequestCheck check, PeerEvents events,
            MetricRegistry metrics) {
        this.links = links;
        this.self = self;
        this.check = check;
        this.events = events;
        this.failures = metrics.counter("kvd_network_peer_posts_refused_total",
                "The total number of posted raft messages that could not be taken.", Map.of());
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
            refuse(exchange, 412, refusal.get());
            return;
        }
        RequestCheck.sender(exchange).ifPresent(
                sender -> links.introduce(sender, RequestCheck.urls(exchange)));
        try {
            take(exchange, Message.parseFrom(exchange.body()));
        } catch (InvalidProtocolBufferException e) {
            refuse(exchange, 400, "error unmarshalling raft message");
        }
    }

    /// etcd ends the connection of a sender that it does not want to hear.
    private void take(HttpExchange exchange, Message message) {
        if (message.getTo() != self.memberId() || events.removed(message.getFrom())) {
            LOG.log(System.Logger.Level.WARNING, "refused a posted message from member "
                    + Long.toHexString(message.getFrom()) + " to "
                    + Long.toHexString(message.getTo()));
            failures.increment();
            PlainText.error(exchange, 500, "error processing raft message", Map.of(
                    PeerIdentity.CLUSTER_ID, self.cluster(), "Connection", "close"));
            return;
        }
        events.received(message, () -> exchange.respond(204, headers(), NO_BODY));
    }

    private void refuse(HttpExchange exchange, int status, String text) {
        failures.increment();
        PlainText.error(exchange, status, text, headers());
    }

    private Map<String, String> headers() {
        return Map.of(PeerIdentity.CLUSTER_ID, self.cluster());
    }
}
