package kv.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.server.member.RunningMember;
import kv.transport.http.PlainText;

/// `GET /downgrade/enabled` of the peer port: whether the cluster is on its way to a lower version,
/// as it is when the question comes. Any thread.
public final class DowngradeHandler implements HttpHandler {

    private static final String PATH = "/downgrade/enabled";
    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    private final String clusterId;
    private final RunningMember member;

    /// @param clusterId in hex
    public DowngradeHandler(String clusterId, RunningMember member) {
        this.clusterId = clusterId;
        this.member = member;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PATH);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
            return;
        }
        Map<String, String> cluster = Map.of("X-Etcd-Cluster-Id", clusterId);
        if (!exchange.path().equals(PATH)) {
            PlainText.error(exchange, BAD_REQUEST, "bad path", cluster);
            return;
        }
        member.probe(false).whenComplete((read, failure) -> {
            if (failure == null) {
                exchange.respond(200,
                        Map.of("Content-Type", "text/plain", "X-Etcd-Cluster-Id", clusterId),
                        Boolean.toString(member.downgrading()).getBytes(StandardCharsets.UTF_8));
            } else {
                PlainText.error(exchange, FAILED,
                        "failed linearized read: " + failure.getMessage(), cluster);
            }
        });
    }
}
