package kv.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.ConnectionLimits;
import kv.transport.RawClient;
import kv.transport.TestPort;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpProtocolTest {

    private static final HttpConfig STANDARD = HttpConfig.standard(AccessControl.none());

    private static String request(String line, String... headers) {
        var text = new StringBuilder(line).append(" HTTP/1.1\r\nHost: h\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    private static String get(String path) {
        return request("GET " + path);
    }

    private static String lastGet(String path) {
        return request("GET " + path, "Connection: close");
    }

    private static String ask(TestPort port, String request) throws IOException {
        try (RawClient client = port.client()) {
            return client.say(request).hearAll();
        }
    }

    private static Consumer<HttpExchange> echo() {
        return exchange -> TestPort.says(exchange.method() + " " + exchange.path() + " "
                + exchange.query() + " " + exchange.header("X-A").orElse("-") + " "
                + new String(exchange.body(), StandardCharsets.UTF_8)).accept(exchange);
    }

    private static Consumer<HttpExchange> later(String text) {
        return exchange -> Thread.startVirtualThread(
                () -> TestPort.says(text).accept(exchange));
    }

    @Nested
    class Requests {

        @Test
        void reachHandlersWithAllTheirParts() throws IOException {
            try (TestPort port = new TestPort().with("/e", echo()).open()) {
                String answer = ask(port, request("POST /e/x%20y?k=1&k=2&v", "x-a: b",
                        "Content-Length: 4", "Connection: close") + "body");
                assertTrue(answer.endsWith("POST /e/x y {k=[1, 2], v=[]} b body")
                        || answer.endsWith("POST /e/x y {k=[1, 2], v=[]} b body"), answer);
            }
        }

        @Test
        void mayBeChunked() throws IOException {
            try (TestPort port = new TestPort().with("/e", echo()).open()) {
                String answer = ask(port, request("POST /e", "Transfer-Encoding: chunked",
                        "Connection: close") + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
                assertTrue(answer.endsWith("POST /e {} - abcde"), answer);
            }
        }

        @Test
        void tellTheClientsAddress() throws IOException {
            try (TestPort port = new TestPort().with("/p",
                    exchange -> TestPort.says(exchange.peer()).accept(exchange)).open();
                    RawClient client = port.client()) {
                assertTrue(client.say(lastGet("/p")).hearAll().endsWith(client.address()));
            }
        }

        @Test
        void goToTheLongestPrefix() throws IOException {
            try (TestPort port = new TestPort()
                    .with("/a", TestPort.says("a")).with("/a/b", TestPort.says("ab")).open()) {
                assertTrue(ask(port, lastGet("/a")).endsWith("\r\n\r\na"));
                assertTrue(ask(port, lastGet("/a/c")).endsWith("\r\n\r\na"));
                assertTrue(ask(port, lastGet("/a/b/c")).endsWith("\r\n\r\nab"));
                assertTrue(ask(port, lastGet("/ab")).endsWith("404 page not found\n"));
            }
        }

        @Test
        void shareAConnectionInOrderWhoeverAnswers() throws IOException {
            try (TestPort port = new TestPort()
                    .with("/now", TestPort.says("now;")).with("/later", later("later;")).open();
                    RawClient client = port.client()) {
                client.say(get("/later") + get("/now") + get("/later") + lastGet("/now"));
                String bodies = client.hearAll().replaceAll("(?s)HTTP/1.1.*?\r\n\r\n", "");
                assertEquals("later;now;later;now;", bodies);
            }
        }

        @Test
        void pipelineInThousands() throws IOException {
            try (TestPort port = new TestPort().with("/n", TestPort.says("+")).open();
                    RawClient client = port.client()) {
                var hearing = CompletableFuture.supplyAsync(() -> hear(client));
                client.say(get("/n").repeat(20_000) + lastGet("/n"));
                assertEquals(20_001, hearing.join().split("HTTP/1.1 200 OK", -1).length - 1);
            }
        }

        private static String hear(RawClient client) {
            try {
                return client.hearAll();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Test
        void fromHttp10EndTheConnection() throws IOException {
            try (TestPort port = new TestPort().with("/n", TestPort.says("ten")).open()) {
                String answer = ask(port, "GET /n HTTP/1.0\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.0 200 OK\r\n"), answer);
                assertTrue(answer.endsWith("ten"), answer);
                assertFalse(answer.contains("connection:"), answer);
            }
        }

        @Test
        void areAnsweredToAClientThatHasClosedItsSendingHalf() throws IOException {
            try (TestPort port = new TestPort().with("/later", later("late")).open();
                    RawClient client = port.client()) {
                client.say(get("/later")).closeSending();
                assertTrue(client.hearAll().endsWith("late"));
            }
        }
    }

    @Nested
    class Answers {

        @Test
        void carryLengthAndDate() throws IOException {
            try (TestPort port = new TestPort().with("/n", TestPort.says("123")).open()) {
                String answer = ask(port, lastGet("/n"));
                assertTrue(answer.contains("content-length: 3\r\n"), answer);
                assertTrue(answer.contains("date: "), answer);
            }
        }

        @Test
        void toHeadHaveNoBodyButItsLength() throws IOException {
            try (TestPort port = new TestPort().with("/n", TestPort.says("123")).open()) {
                String answer = ask(port, request("HEAD /n", "Connection: close"));
                assertTrue(answer.contains("content-length: 3\r\n"), answer);
                assertTrue(answer.endsWith("\r\n\r\n"), answer);
            }
        }

        @Test
        void mayComeInPieces() throws IOException {
            Consumer<HttpExchange> pieces = exchange -> {
                var body = exchange.stream(200, Map.of("Content-Type", "application/json"));
                Thread.startVirtualThread(() -> {
                    body.write("one".getBytes(StandardCharsets.UTF_8));
                    body.write("two".getBytes(StandardCharsets.UTF_8));
                    body.end();
                });
            };
            try (TestPort port = new TestPort().with("/s", pieces).open();
                    RawClient client = port.client()) {
                String first = client.say(get("/s")).hearUntil("0\r\n\r\n");
                assertTrue(first.contains("transfer-encoding: chunked\r\n"), first);
                assertTrue(first.endsWith("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), first);
                String old = client.say("GET /s HTTP/1.0\r\n\r\n").hearAll();
                assertTrue(old.endsWith("\r\n\r\nonetwo"), old);
            }
        }

        @Test
        void areGivenOnce() throws IOException {
            var second = new CompletableFuture<Throwable>();
            Consumer<HttpExchange> twice = exchange -> {
                TestPort.says("once").accept(exchange);
                second.complete(assertThrows(IllegalStateException.class,
                        () -> TestPort.says("twice").accept(exchange)));
            };
            try (TestPort port = new TestPort().with("/t", twice).open()) {
                assertTrue(ask(port, lastGet("/t")).endsWith("once"));
                second.join();
            }
        }

        @Test
        void areFiveHundredWhenAHandlerFails() throws IOException {
            Consumer<HttpExchange> broken = exchange -> {
                throw new IllegalStateException("deliberate");
            };
            try (TestPort port = new TestPort()
                    .with("/b", broken).with("/n", TestPort.says("next")).open();
                    RawClient client = port.client()) {
                client.say(get("/b")).hearUntil("Internal Server Error\n");
                assertTrue(client.say(lastGet("/n")).hearAll().endsWith("next"));
            }
        }

        @Test
        void areAbandonedWhenTheClientLeaves() throws IOException {
            var gone = new CountDownLatch(1);
            var asked = new CountDownLatch(1);
            Consumer<HttpExchange> endless = exchange -> {
                exchange.onClose(gone::countDown);
                exchange.stream(200, Map.of());
                asked.countDown();
            };
            try (TestPort port = new TestPort().with("/w", endless).open()) {
                try (RawClient client = port.client()) {
                    client.say(get("/w")).hearUntil("\r\n\r\n");
                    asked.await();
                }
                gone.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void toUncleanPathsRedirect() throws IOException {
            try (TestPort port = new TestPort().open()) {
                String answer = ask(port, lastGet("//health/../version?a=b"));
                assertTrue(answer.startsWith("HTTP/1.1 307 Temporary Redirect\r\n"), answer);
                assertTrue(answer.contains("\r\nLocation: /version?a=b\r\n"), answer);
                assertTrue(answer.endsWith(
                        "<a href=\"/version?a=b\">Temporary Redirect</a>.\n\n"), answer);
            }
        }
    }

    @Nested
    class Refusals {

        @Test
        void nameAMissingHost() throws IOException {
            try (TestPort port = new TestPort().open()) {
                assertEquals("""
                        HTTP/1.1 400 Bad Request: missing required Host header\r
                        content-type: text/plain; charset=utf-8\r
                        connection: close\r
                        \r
                        400 Bad Request: missing required Host header""",
                        ask(port, "GET / HTTP/1.1\r\n\r\n"));
            }
        }

        @Test
        void meetRequestsThatAreNotHttp1() throws IOException {
            try (TestPort port = new TestPort().httpOnly().open()) {
                assertStatus("400 Bad Request", ask(port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
                assertStatus("400 Bad Request", ask(port, "nonsense\r\n\r\n"));
                assertStatus("400 Bad Request", ask(port, get("nopath")));
                assertStatus("400 Bad Request", ask(port, get("/%zz")));
                assertStatus("505 HTTP Version Not Supported",
                        ask(port, "GET / HTTP/3.0\r\nHost: h\r\n\r\n"));
            }
        }

        @Test
        void meetHeadersOverTheLimitWhileTheClientStillSends() throws IOException {
            var small = new HttpConfig(1024, 4096, 60_000, 60_000, 2_000, AccessControl.none());
            try (TestPort port = new TestPort().with(small).open()) {
                String header = "X: " + "x".repeat(100_000);
                assertStatus("431 Request Header Fields Too Large",
                        ask(port, request("GET /", header)));
                assertStatus("431 Request Header Fields Too Large",
                        ask(port, get("/" + "x".repeat(100_000))));
            }
        }

        @Test
        void meetBodiesOverTheLimitAfterEarlierAnswers() throws IOException {
            try (TestPort port = new TestPort().with(STANDARD.withMaxBodyBytes(1000))
                    .with("/e", echo()).with("/later", later("first")).open()) {
                String sized = request("POST /e", "Content-Length: 1001") + "x".repeat(1001);
                String answer = ask(port, get("/later") + sized);
                assertTrue(answer.contains("first"), answer);
                assertTrue(answer.endsWith("413 Request Entity Too Large"), answer);
                String chunked = request("POST /e", "Transfer-Encoding: chunked")
                        + "800\r\n" + "x".repeat(0x800) + "\r\n";
                assertStatus("413 Request Entity Too Large", ask(port, chunked));
                String allowed = request("POST /e", "Content-Length: 1000", "Connection: close");
                assertStatus("200 OK", ask(port, allowed + "x".repeat(1000)));
            }
        }

        private static void assertStatus(String status, String answer) {
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        }

        @Test
        void meetTwoHandlersForOnePrefixAtTheStart() {
            var one = TestPort.handler("/same", TestPort.says("one"));
            var two = TestPort.handler("/same", TestPort.says("two"));
            var refusal = assertThrows(IllegalArgumentException.class, () -> new HttpProtocol(
                    STANDARD, List.of(one, two), MetricRegistry.none()));
            assertEquals("two handlers for HTTP path /same: " + one.getClass().getName() + " and "
                    + two.getClass().getName(), refusal.getMessage());
        }
    }

    @Nested
    class Time {

        @Test
        void endsARequestThatTricklesIn() throws IOException {
            try (TestPort port = new TestPort().with(STANDARD.withTimeouts(60_000, 100, 1_000))
                    .with("/n", TestPort.says("ok")).open();
                    RawClient loris = port.client();
                    RawClient other = port.client()) {
                other.say(get("/n")).hearUntil("ok");
                loris.say("GET /n HTTP/1.1\r\nHost: h\r\nX: ");
                assertEquals("", loris.hearAll());
                assertEquals(1, expired(port, "request"));
                assertTrue(other.say(lastGet("/n")).hearAll().endsWith("ok"));
            }
        }

        @Test
        void endsAnIdleConnection() throws IOException {
            try (TestPort port = new TestPort().with(STANDARD.withTimeouts(100, 60_000, 1_000))
                    .with("/n", TestPort.says("ok")).open();
                    RawClient client = port.client()) {
                client.say(get("/n")).hearUntil("ok");
                assertEquals("", client.hearAll());
                assertEquals(1, expired(port, "idle"));
            }
        }

        private static double expired(TestPort port, String phase) {
            return port.metrics.count("kvd_http_connections_expired_total",
                    Map.of("phase", phase));
        }
    }

    @Nested
    class BackPressure {

        /// The client asks for 100 MiB and reads nothing: only as much is asked of the handler as
        /// fits the limit and the kernel's buffers.
        @Test
        void holdsRequestsWhileAnswersAreUnsent() throws Exception {
            byte[] answer = new byte[1024 * 1024];
            var asked = new AtomicInteger();
            var alive = new AtomicInteger();
            Consumer<HttpExchange> large = exchange -> {
                asked.incrementAndGet();
                exchange.respond(200, Map.of(), answer);
            };
            var limits = new ConnectionLimits(Integer.MAX_VALUE, 10_000, 64 * 1024);
            try (TestPort port = new TestPort().with(limits).with("/large", large)
                    .with("/n", TestPort.says("ok")).open();
                    RawClient greedy = port.client();
                    RawClient other = port.client()) {
                greedy.say(get("/large").repeat(99) + lastGet("/large"));
                for (int i = 0; i < 50; i++) {
                    other.say(get("/n")).hearUntil("ok");
                    alive.incrementAndGet();
                }
                assertTrue(asked.get() < 50, "asked " + asked.get());
                assertTrue(greedy.hearAll().length() > 100 * answer.length);
                assertEquals(100, asked.get());
            }
        }
    }

    @Nested
    class Access {

        private static TestPort port(AccessControl access) throws IOException {
            return new TestPort().with(HttpConfig.standard(access))
                    .with("/n", TestPort.says("ok")).with("/v3", echo()).open();
        }

        private static String headers(String answer) {
            return answer.lines().filter(line -> line.startsWith("Access-"))
                    .reduce("", (all, line) -> all + line + "\n");
        }

        @Test
        void isOpenByDefaultAndSaysSoOnEveryAnswer() throws IOException {
            try (TestPort port = port(AccessControl.open())) {
                String allowed = """
                        Access-Control-Allow-Headers: accept, content-type, authorization
                        Access-Control-Allow-Methods: POST, GET, OPTIONS, PUT, DELETE
                        Access-Control-Allow-Origin: *
                        """;
                assertEquals(allowed, headers(ask(port, lastGet("/n"))));
                assertEquals(allowed, headers(ask(port, lastGet("/nope"))));
                String options = ask(port, request("OPTIONS /x", "Connection: close"));
                assertTrue(options.startsWith("HTTP/1.1 200 OK"), options);
                assertTrue(options.endsWith("\r\n\r\n"), options);
                assertEquals(allowed, headers(options));
            }
        }

        @Test
        void namesTheOriginWhenOriginsAreListed() throws IOException {
            var access = new AccessControl(
                    true, java.util.Set.of("http://a:80"), java.util.Set.of());
            try (TestPort port = port(access)) {
                String allowed = ask(port,
                        request("GET /n", "Origin: http://a:80", "Connection: close"));
                assertTrue(headers(allowed).contains("Allow-Origin: http://a:80\n"), allowed);
                String other = ask(port,
                        request("GET /n", "Origin: http://b", "Connection: close"));
                assertEquals("", headers(other));
                assertTrue(other.endsWith("ok"), other);
            }
        }

        @Test
        void refusesHostsThatAreNotListed() throws IOException {
            var access = new AccessControl(true, java.util.Set.of(), java.util.Set.of("ok", "::1"));
            try (TestPort port = port(access)) {
                String refused = ask(port, lastGet("/n"));
                assertTrue(refused.startsWith("HTTP/1.1 421 Misdirected Request"), refused);
                assertTrue(refused.contains("etcd --host-whitelist \"h\""), refused);
                assertEquals("", headers(refused));
                for (String host : List.of("ok", "ok:99", "[::1]:2379")) {
                    String line = "GET /n HTTP/1.1\r\nConnection: close\r\nHost: " + host;
                    assertTrue(ask(port, line + "\r\n\r\n").endsWith("ok"), host);
                }
            }
        }

        @Test
        void routesTheOldGatewayPath() throws IOException {
            try (TestPort port = port(AccessControl.open())) {
                assertTrue(ask(port, lastGet("/v3beta/kv/range"))
                        .endsWith("GET /v3/kv/range {} - "));
            }
        }
    }
}
