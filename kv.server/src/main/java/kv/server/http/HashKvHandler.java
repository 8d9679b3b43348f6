package kv.server.http;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.service.ClientCall;
import kv.api.service.MaintenanceService;
import kv.api.service.Reply;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.transport.http.PlainText;
import kv.transport.peer.PeerIdentity;

/// `GET /members/hashkv` of the peer port, with the revision in a JSON body: other members compare
/// what they hold with what this one does. Any thread.
public final class HashKvHandler implements HttpHandler {

    private static final Gson GSON = new Gson();
    private static final String PATH = "/members/hashkv";
    private static final String ERROR_PREFIX = "etcdserver: ";
    private static final int BAD_REQUEST = 400;
    private static final int WRONG_CLUSTER = 412;

    private final String clusterId;
    private final MaintenanceService maintenance;

    /// @param clusterId in hex
    /// @param maintenance computes the hash
    public HashKvHandler(String clusterId, MaintenanceService maintenance) {
        this.clusterId = clusterId;
        this.maintenance = maintenance;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PATH);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
        } else if (!exchange.path().equals(PATH)) {
            PlainText.error(exchange, BAD_REQUEST, "bad path");
        } else if (!ofThisCluster(exchange)) {
            PlainText.error(exchange, WRONG_CLUSTER, "cluster ID mismatch");
        } else {
            hash(exchange);
        }
    }

    private boolean ofThisCluster(HttpExchange exchange) {
        String meant = exchange.header(PeerIdentity.CLUSTER_ID).orElse("");
        return meant.isEmpty() || meant.equals(clusterId);
    }

    private void hash(HttpExchange exchange) {
        HashKVRequest request;
        try {
            request = request(new String(exchange.body(), StandardCharsets.UTF_8));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            PlainText.error(exchange, BAD_REQUEST, "error unmarshalling request");
            return;
        }
        maintenance.hashKv(ClientCall.unlimited(), request, new Reply<>() {
            @Override
            public void complete(HashKVResponse hash) {
                exchange.respond(200, Map.of("Content-Type", "application/json",
                        "X-Etcd-Cluster-Id", clusterId), text(hash));
            }

            @Override
            public void fail(KvException refusal) {
                String reason = refusal.getMessage();
                PlainText.error(exchange, BAD_REQUEST, reason.startsWith(ERROR_PREFIX)
                        ? reason.substring(ERROR_PREFIX.length()) : reason);
            }
        });
    }

    private static HashKVRequest request(String body) {
        JsonObject json = GSON.fromJson(body, JsonObject.class);
        if (json == null) {
            throw new JsonParseException("no body");
        }
        return HashKVRequest.newBuilder()
                .setRevision(json.has("revision") ? json.get("revision").getAsLong() : 0).build();
    }

    /// As Go writes it: what is zero is left out.
    private static byte[] text(HashKVResponse hash) {
        JsonObject json = new JsonObject();
        JsonObject header = new JsonObject();
        add(header, "revision", hash.getHeader().getRevision());
        json.add("header", header);
        add(json, "hash", Integer.toUnsignedLong(hash.getHash()));
        add(json, "compact_revision", hash.getCompactRevision());
        add(json, "hash_revision", hash.getHashRevision());
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void add(JsonObject json, String name, long value) {
        if (value != 0) {
            json.addProperty(name, value);
        }
    }
}
