package kv.transport.peer;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.transport.http.PlainText;

/// `/raft/probing`: tells a peer that this member lives and what its clock says. Any method.
/// Stateless.
public final class ProbingHandler implements HttpHandler {

    private static final String PATH = "/raft/probing";

    private final InstantSource clock;

    /// @param clock the member's wall clock
    public ProbingHandler(InstantSource clock) {
        this.clock = clock;
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
        String health = "{\"OK\":true,\"Now\":\"" + clock.instant() + "\"}\n";
        exchange.respond(200, Map.of("Content-Type", "text/plain; charset=utf-8"),
                health.getBytes(StandardCharsets.UTF_8));
    }
}
