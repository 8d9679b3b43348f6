package kv.transport.peer.link;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kv.api.spi.http.HttpExchange;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerVersion;

/// What a request between members must say of its sender: a version that works with ours, and our
/// cluster. Stateless.
final class RequestCheck {

    private static final System.Logger LOG = System.getLogger(RequestCheck.class.getName());

    /// What members of release 2.0 meant by saying nothing.
    private static final String OLDEST = "2.0.0";

    private final PeerIdentity self;

    RequestCheck(PeerIdentity self) {
        this.self = self;
    }

    /// @return etcd's text if the request is refused; its status is then 412
    Optional<String> refusal(HttpExchange exchange) {
        Optional<PeerVersion> server = version(exchange, PeerIdentity.SERVER_VERSION);
        Optional<PeerVersion> least = version(exchange, PeerIdentity.MIN_CLUSTER_VERSION);
        if (server.isEmpty() || server.get().compareTo(PeerIdentity.MIN_CLUSTER) < 0
                || least.isEmpty() || least.get().compareTo(self.announced()) > 0) {
            return refused(exchange, "incompatible version");
        }
        String cluster = exchange.header(PeerIdentity.CLUSTER_ID).orElse("");
        return cluster.equals(self.cluster())
                ? Optional.empty() : refused(exchange, "cluster ID mismatch");
    }

    private static Optional<String> refused(HttpExchange exchange, String text) {
        LOG.log(System.Logger.Level.WARNING, "refused a peer's request from " + exchange.peer()
                + " for " + exchange.path() + ": " + text);
        return Optional.of(text);
    }

    private static Optional<PeerVersion> version(HttpExchange exchange, String header) {
        String text = exchange.header(header).filter(value -> !value.isEmpty()).orElse(OLDEST);
        return PeerVersion.parse(text);
    }

    /// Who asks, by its own word.
    static Optional<Long> sender(HttpExchange exchange) {
        return exchange.header(PeerIdentity.SERVER_FROM).flatMap(RequestCheck::id);
    }

    /// Reads an id as headers and paths have it.
    static Optional<Long> id(String hex) {
        return hex.matches("[0-9a-fA-F]{1,16}")
                ? Optional.of(Long.parseUnsignedLong(hex, 16)) : Optional.empty();
    }

    /// Where whoever asks is reached, by its own word; what is no URL is left out.
    static List<URI> urls(HttpExchange exchange) {
        List<URI> urls = new ArrayList<>();
        for (String text : exchange.header(PeerIdentity.PEER_URLS).orElse("").split(",")) {
            if (text.matches("https?://[^/\\s]+")) {
                urls.add(URI.create(text));
            }
        }
        return urls;
    }
}
