package kv.transport.peer.link;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.transport.http.ChannelExchange;
import kv.transport.http.PlainText;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.codec.StreamKind;

/// `/raft/stream/…`: a member asks for our messages to it, and is given the connection's other
/// direction for as long as it lasts. Checks come in etcd's order, because their answers tell the
/// asking member what to do: 410 ends its process, so only a removed member gets it.
final class StreamHandler implements HttpHandler {

    private final NettyPeerLinks links;
    private final PeerIdentity self;
    private final RequestCheck check;
    private final PeerEvents events;

    StreamHandler(NettyPeerLinks links, PeerIdentity self, RequestCheck check, PeerEvents events) {
        this.links = links;
        this.self = self;
        this.check = check;
        this.events = events;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(StreamKind.PREFIX);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
            return;
        }
        Optional<String> refusal = check.refusal(exchange);
        if (refusal.isPresent()) {
            refuse(exchange, 412, refusal.get());
            return;
        }
        String path = exchange.path();
        int slash = path.lastIndexOf('/');
        Optional<StreamKind> kind = StreamKind.ofFolder(path.substring(0, slash));
        Optional<Long> dialer = RequestCheck.id(path.substring(slash + 1));
        if (kind.isEmpty()) {
            refuse(exchange, 404, "invalid path");
        } else if (dialer.isEmpty()) {
            refuse(exchange, 404, "invalid from");
        } else {
            answer(exchange, kind.get(), dialer.get());
        }
    }

    private void answer(HttpExchange exchange, StreamKind kind, long dialer) {
        RemotePeer peer = links.member(dialer);
        if (events.removed(dialer)) {
            refuse(exchange, 410, "removed member");
        } else if (peer == null) {
            links.introduce(dialer, RequestCheck.urls(exchange));
            refuse(exchange, 404, "error sender not found");
        } else if (!exchange.header(PeerIdentity.RAFT_TO).orElse("")
                .equals(Long.toHexString(self.memberId()))) {
            refuse(exchange, 412, "to field mismatch");
        } else {
            peer.attach(kind, ((ChannelExchange) exchange).takeOver(200, headers()));
        }
    }

    private void refuse(HttpExchange exchange, int status, String text) {
        PlainText.error(exchange, status, text, headers());
    }

    private Map<String, String> headers() {
        return Map.of(PeerIdentity.CLUSTER_ID, self.cluster(),
                PeerIdentity.SERVER_VERSION, self.version());
    }
}
