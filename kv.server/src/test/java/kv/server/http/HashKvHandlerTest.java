package kv.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.service.MaintenanceService;
import kv.api.service.Reply;
import kv.api.spi.http.HttpExchange;
import org.junit.jupiter.api.Test;

/// What etcd 3.7.1 answers on the same path.
class HashKvHandlerTest {

    private final HashKvHandler handler = new HashKvHandler("b1ebf03127284217", hashing());

    /// A member with revision 218, compacted at 20.
    private static MaintenanceService hashing() {
        return (MaintenanceService) Proxy.newProxyInstance(
                MaintenanceService.class.getClassLoader(),
                new Class<?>[] {MaintenanceService.class},
                (proxy, method, arguments) -> {
                    assertEquals("hashKv", method.getName());
                    answer((HashKVRequest) arguments[1], reply(arguments[2]));
                    return null;
                });
    }

    @SuppressWarnings("unchecked") // the service's method says so
    private static Reply<HashKVResponse> reply(Object argument) {
        return (Reply<HashKVResponse>) argument;
    }

    private static void answer(HashKVRequest request, Reply<HashKVResponse> reply) {
        if (request.getRevision() > 218) {
            reply.fail(new KvException(ErrorCode.FUTURE_REVISION));
        } else {
            reply.complete(HashKVResponse.newBuilder()
                    .setHeader(ResponseHeader.newBuilder().setRevision(218).setMemberId(7))
                    .setHash((int) 2394781188L).setCompactRevision(20)
                    .setHashRevision(218).build());
        }
    }

    private record Asked(String method, String path, String cluster, String content,
            StringBuilder answer) implements HttpExchange {

        @Override
        public Map<String, List<String>> query() {
            return Map.of();
        }

        @Override
        public Optional<String> header(String name) {
            return cluster.isEmpty() ? Optional.empty() : Optional.of(cluster);
        }

        @Override
        public byte[] body() {
            return content.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String peer() {
            return "127.0.0.1:1";
        }

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public void respond(int status, Map<String, String> headers, byte[] text) {
            answer.append(status).append(' ').append(new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public HttpBody stream(int status, Map<String, String> headers) {
            throw new AssertionError("the whole answer is there at once");
        }

        @Override
        public void onClose(Runnable action) {
            // stays open
        }
    }

    private String ask(String method, String path, String cluster, String body) {
        StringBuilder answer = new StringBuilder();
        handler.handle(new Asked(method, path, cluster, body, answer));
        return answer.toString();
    }

    private String get(String cluster, String body) {
        return ask("GET", "/members/hashkv", cluster, body);
    }

    @Test
    void answersWithTheHash() {
        String hash = "200 {\"header\":{\"revision\":218},\"hash\":2394781188,"
                + "\"compact_revision\":20,\"hash_revision\":218}";

        assertEquals(hash, get("", "{\"revision\":0}"));
        assertEquals(hash, get("b1ebf03127284217", "{}"));
    }

    @Test
    void refusesAsEtcdDoes() {
        assertEquals("400 mvcc: required revision is a future revision\n",
                get("", "{\"revision\":219}"));
        assertEquals("400 error unmarshalling request\n", get("", "{"));
        assertEquals("400 error unmarshalling request\n", get("", ""));
        assertEquals("400 error unmarshalling request\n", get("", "{\"revision\":\"x\"}"));
        assertEquals("412 cluster ID mismatch\n", get("1", "{\"revision\":0}"));
        assertEquals("400 bad path\n", ask("GET", "/members/hashkv/1", "", "{}"));
        assertEquals("405 Method Not Allowed\n", ask("POST", "/members/hashkv", "", "{}"));
    }
}
