package kv.transport.peer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.transport.http.PlainText;

/// One path that shows a JSON document of the member, to GET alone: `/version`, `/members`. The
/// document is asked for on the event loop and must be at hand.
public final class JsonDocument implements HttpHandler {

    private final String path;
    private final Supplier<String> json;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private JsonDocument(String path, Supplier<String> json) {
        this.path = path;
        this.json = json;
        headers.put("Content-Type", "application/json");
    }

    /// `/version`: what the client port answers there, too.
    public static JsonDocument version(Supplier<String> json) {
        return new JsonDocument("/version", json);
    }

    /// `/members`: the members of the cluster.
    ///
    /// @param clusterId in hex, as peers compare it
    public static JsonDocument members(String clusterId, Supplier<String> json) {
        var members = new JsonDocument("/members", json);
        members.headers.put("X-Etcd-Cluster-Id", clusterId);
        return members;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(path);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.path().equals(path)) {
            PlainText.notFound(exchange);
        } else if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
        } else {
            exchange.respond(200, headers, json.get().getBytes(StandardCharsets.UTF_8));
        }
    }
}
