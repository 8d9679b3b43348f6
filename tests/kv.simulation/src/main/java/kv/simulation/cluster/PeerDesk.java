package kv.simulation.cluster;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.server.Member;
import kv.server.config.Version;
import kv.server.http.LeaseHandler;
import kv.server.http.MembersText;
import kv.server.http.PromoteHandler;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// What a member answers on its peer port, without the port.
final class PeerDesk {

    private final Member member;
    private final String clusterId;
    private final List<HttpHandler> handlers;

    PeerDesk(Member member) {
        this.member = member;
        clusterId = Long.toHexString(member.state().bootstrap().clusterId());
        handlers = List.of(new LeaseHandler(member.leaseDesk()),
                new PromoteHandler(clusterId, id -> member.promotion().promote(id)));
    }

    CompletableFuture<PeerAnswer> answer(PeerRequest request) {
        Asked asked = new Asked(request, new CompletableFuture<>());
        switch (request.path()) {
            case "/version" -> asked.respond(200, Map.of(), text("{\"etcdserver\":\""
                    + Version.ETCD + "\",\"etcdcluster\":\"" + member.membership().version()
                    + "\"}"));
            case "/members" -> asked.respond(200, Map.of(PeerIdentity.CLUSTER_ID, clusterId),
                    text(MembersText.of(member.membership().members())));
            default -> handlers.stream()
                    .filter(handler -> handler.prefixes().stream()
                            .anyMatch(request.path()::startsWith))
                    .findFirst().ifPresent(handler -> handler.handle(asked));
        }
        return asked.answer();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A request that has come.
    private record Asked(PeerRequest request, CompletableFuture<PeerAnswer> answer)
            implements HttpExchange {

        @Override
        public String method() {
            return request.method();
        }

        @Override
        public String path() {
            return request.path();
        }

        @Override
        public Map<String, List<String>> query() {
            return Map.of();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public byte[] body() {
            return request.body();
        }

        @Override
        public String peer() {
            return "simulated";
        }

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public void respond(int status, Map<String, String> headers, byte[] body) {
            answer.complete(PeerAnswer.of(status, headers, body));
        }

        @Override
        public HttpBody stream(int status, Map<String, String> headers) {
            throw new AssertionError("no member asks another for a stream");
        }

        @Override
        public void onClose(Runnable action) {
            // nobody goes away before the answer
        }
    }
}
