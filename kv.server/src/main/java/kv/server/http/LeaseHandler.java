package kv.server.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.Map;
import java.util.Set;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.server.lease.LeaseDesk;
import kv.server.lease.Renewal;
import kv.server.peer.LeaseMessages;
import kv.transport.http.PlainText;

/// `/leases` and `/leases/internal` of the peer port: members that do not lead pass on what their
/// clients ask about leases. 404 says that there is no such lease; a leader without this path
/// would have its followers tell clients that live leases are gone.
public final class LeaseHandler implements HttpHandler {

    private static final String RENEW = "/leases";
    private static final String TIME_TO_LIVE = "/leases/internal";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;

    private final LeaseDesk desk;

    public LeaseHandler(LeaseDesk desk) {
        this.desk = desk;
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(RENEW);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.method().equals("POST")) {
            PlainText.methodNotAllowed(exchange, "");
            return;
        }
        try {
            switch (exchange.path()) {
                case RENEW -> renew(exchange, LeaseKeepAliveRequest.parseFrom(exchange.body()));
                case TIME_TO_LIVE -> timeToLive(exchange, LeaseTimeToLiveRequest.parseFrom(
                        LeaseMessages.unwrap(exchange.body())));
                default -> PlainText.error(exchange, BAD_REQUEST,
                        "unknown request path \"" + exchange.path() + "\"");
            }
        } catch (InvalidProtocolBufferException e) {
            PlainText.error(exchange, BAD_REQUEST, "error unmarshalling request");
        }
    }

    private void renew(HttpExchange exchange, LeaseKeepAliveRequest request) {
        desk.renewHere(new Renewal(request.getID(), Runnable::run, new Renewal.Outcome() {
            @Override
            public void renewed(long ttlSeconds) {
                if (ttlSeconds == 0) {
                    PlainText.error(exchange, NOT_FOUND, "lease not found");
                } else {
                    respond(exchange, LeaseKeepAliveResponse.newBuilder()
                            .setID(request.getID()).setTTL(ttlSeconds).build().toByteArray());
                }
            }

            @Override
            public void refused(KvException reason) {
                PlainText.error(exchange, BAD_REQUEST, reason.getMessage());
            }
        }));
    }

    private void timeToLive(HttpExchange exchange, LeaseTimeToLiveRequest request) {
        desk.timeToLiveHere(request, answer -> {
            if (answer.getGrantedTTL() == 0) {
                PlainText.error(exchange, NOT_FOUND, "lease not found");
            } else {
                respond(exchange, wrapped(answer.toBuilder().clearHeader().build()));
            }
        }, refusal -> PlainText.error(exchange, FAILED, refusal.getMessage()));
    }

    private static byte[] wrapped(MessageLite message) {
        return LeaseMessages.wrap(message);
    }

    private static void respond(HttpExchange exchange, byte[] body) {
        exchange.respond(200, Map.of("Content-Type", "application/protobuf"), body);
    }
}
