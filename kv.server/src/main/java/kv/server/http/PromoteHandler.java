package kv.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.store.schema.MemberRow;
import kv.transport.http.PlainText;

/// `POST /members/promote/ID` of the peer port: a member that does not lead passes on a client's
/// wish to give a learner its vote.
public final class PromoteHandler implements HttpHandler {

    private static final String PREFIX = "/members/promote";

    private final String clusterId;
    private final LongFunction<CompletableFuture<List<MemberRow>>> promote;

    /// @param clusterId in hex
    /// @param promote gives a learner its vote
    public PromoteHandler(
            String clusterId, LongFunction<CompletableFuture<List<MemberRow>>> promote) {
        this.clusterId = clusterId;
        this.promote = promote;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PREFIX);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.method().equals("POST")) {
            PlainText.methodNotAllowed(exchange, "POST");
            return;
        }
        String path = exchange.path();
        String id = path.substring(Math.min(path.length(), PREFIX.length() + 1));
        if (!id.matches("[0-9]{1,20}")) {
            PlainText.error(exchange, 404, "member " + id + " not found in cluster", headers());
            return;
        }
        try {
            promote(exchange, Long.parseUnsignedLong(id));
        } catch (NumberFormatException tooLarge) {
            PlainText.error(exchange, 404, "member " + id + " not found in cluster", headers());
        }
    }

    private void promote(HttpExchange exchange, long id) {
        promote.apply(id).whenComplete((members, failure) -> {
            if (failure == null) {
                exchange.respond(200, Map.of("Content-Type", "application/json",
                        "X-Etcd-Cluster-Id", clusterId), bytes(members));
            } else {
                refuse(exchange, failure.getCause() == null ? failure : failure.getCause());
            }
        });
    }

    private void refuse(HttpExchange exchange, Throwable failure) {
        ErrorCode code = failure instanceof KvException refusal
                ? refusal.code().orElse(null) : null;
        switch (code) {
            case MEMBER_NOT_FOUND ->
                    PlainText.error(exchange, 404, "membership: ID not found", headers());
            case MEMBER_NOT_LEARNER -> PlainText.error(exchange, 412,
                    "membership: can only promote a learner member", headers());
            case LEARNER_NOT_READY ->
                    PlainText.error(exchange, 412, code.text(), headers());
            case TIMEOUT -> PlainText.error(exchange, 408, code.text(), headers());
            case null, default ->
                    PlainText.error(exchange, 500, "Internal Server Error", headers());
        }
    }

    private static byte[] bytes(List<MemberRow> members) {
        return MembersText.of(members).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> headers() {
        return Map.of("X-Etcd-Cluster-Id", clusterId);
    }
}
