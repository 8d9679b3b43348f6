package kv.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.TcpTransport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {

    private static final String GET = "GET /hi HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String LAST_GET =
            "GET /hi HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    private static TestPort port() {
        return new TestPort().with("/hi", TestPort.says("hello"));
    }

    private static Listener bind(String url) throws IOException {
        var config = new ListenerConfig(
                "client", URI.create(url), new TcpTransport(), ConnectionLimits.standard());
        return Listener.bind(config, TestPort.LOOPS, MetricRegistry.none());
    }

    private static void assertServed(TestPort port) throws IOException {
        try (RawClient client = port.client()) {
            assertTrue(client.say(LAST_GET).hearAll().endsWith("hello"));
        }
    }

    @Nested
    class Addresses {

        @Test
        void reportsThePortThatWasTaken() throws IOException {
            try (TestPort port = port().open()) {
                assertTrue(port.url().getPort() > 0);
                assertEquals("127.0.0.1", port.url().getHost());
            }
        }

        @Test
        void keepsTheUrlsPath() throws IOException {
            try (Listener listener = bind("http://127.0.0.1:0/")) {
                assertTrue(listener.url().toString().matches("http://127.0.0.1:[1-9][0-9]*/"));
            }
        }

        @Test
        void servesIpv6() throws IOException {
            try (TestPort port = port().at("http://[::1]:0").open()) {
                assertServed(port);
            }
        }

        @Test
        void servesBothFamiliesOnAWildcardOfEither() throws IOException {
            for (String wildcard : List.of("http://0.0.0.0:0", "http://[::]:0")) {
                try (TestPort port = port().at(wildcard).open()) {
                    int taken = port.url().getPort();
                    for (String host : List.of("127.0.0.1", "[::1]")) {
                        try (RawClient client =
                                RawClient.to(URI.create("http://" + host + ":" + taken))) {
                            assertTrue(client.say(LAST_GET).hearAll().endsWith("hello"));
                        }
                    }
                }
            }
        }

        @Test
        void servesOnNio() throws IOException {
            try (EventLoops nio = EventLoops.openNio(1); TestPort port = port().on(nio).open()) {
                assertServed(port);
            }
        }

        @Test
        void refusesAPortInUse() throws IOException {
            try (Listener first = bind("http://127.0.0.1:0")) {
                var refusal = assertThrows(
                        BindException.class, () -> bind(first.url().toString()));
                assertTrue(refusal.getMessage().contains(first.url().toString()));
            }
        }

        @Test
        void takesAPortAgainAtOnceAfterClosing() throws IOException {
            URI url;
            try (TestPort port = port().open()) {
                url = port.url();
                assertServed(port);
            }
            bind(url.toString()).close();
        }

        @Test
        void refusesUrlsThatAreNotTcp() {
            for (String url : List.of("ftp://h:1", "http://", "http://127.0.0.1", "unix://a:1")) {
                assertThrows(IllegalArgumentException.class, () -> bind(url), url);
            }
        }
    }

    @Nested
    class Life {

        @Test
        void keepsClientsWaitingUntilItServes() throws IOException {
            var http = new HttpProtocol(HttpConfig.standard(AccessControl.none()),
                    List.of(TestPort.handler("/hi", TestPort.says("hello"))),
                    MetricRegistry.none());
            try (Listener listener = bind("http://127.0.0.1:0");
                    RawClient early = RawClient.to(listener.url())) {
                early.say(LAST_GET);
                assertEquals(0, listener.connections());
                listener.serve(List.of(http));
                assertTrue(early.hearAll().endsWith("hello"));
            }
        }

        @Test
        void refusesNewConnectionsAndGoesOnServingOldOnes() throws IOException {
            try (TestPort port = port().open(); RawClient client = port.client()) {
                client.say(GET).hearUntil("hello");
                port.listener().stopAccepting();
                assertThrows(ConnectException.class, port::client);
                assertTrue(client.say(LAST_GET).hearAll().endsWith("hello"));
            }
        }

        @Test
        void letsARunningExchangeFinishWhenClosed() throws IOException {
            var asked = new CompletableFuture<kv.api.spi.http.HttpExchange>();
            TestPort port = port().with("/slow", asked::complete).open();
            try (RawClient client = port.client(); RawClient idle = port.client()) {
                idle.say(GET).hearUntil("hello");
                client.say("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
                var exchange = asked.join();
                var closing = CompletableFuture.runAsync(port::close);
                assertEquals("", idle.hearAll());
                TestPort.says("done").accept(exchange);
                String answer = client.hearAll();
                assertTrue(answer.contains("connection: close"), answer);
                assertTrue(answer.endsWith("done"), answer);
                closing.join();
            }
        }

        @Test
        void cutsWhatIsNotFinishedInTime() throws IOException {
            var config = HttpConfig.standard(AccessControl.none())
                    .withTimeouts(60_000, 60_000, 100);
            TestPort port = port().with(config).with("/never", exchange -> { }).open();
            try (RawClient client = port.client()) {
                client.say("GET /never HTTP/1.1\r\nHost: h\r\n\r\n" + GET);
                client.say("");
                port.close();
                assertEquals("", client.hearAll());
            }
        }
    }

    @Nested
    class Limits {

        @Test
        void letsTheNextClientInWhenOneLeaves() throws IOException {
            var two = ConnectionLimits.standard().withMaxConnections(2);
            try (TestPort port = port().with(two).open();
                    RawClient first = port.client();
                    RawClient second = port.client();
                    RawClient third = port.client()) {
                first.say(GET).hearUntil("hello");
                second.say(GET).hearUntil("hello");
                third.say(LAST_GET);
                assertEquals(2, port.listener().connections());
                first.closeSending();
                assertTrue(third.hearAll().endsWith("hello"));
                assertTrue(second.say(LAST_GET).hearAll().endsWith("hello"));
            }
        }

        @Test
        void servesBesideManyIdleConnections() throws IOException {
            List<RawClient> idle = new ArrayList<>();
            try (TestPort port = port().open()) {
                for (int i = 0; i < 500; i++) {
                    idle.add(port.client());
                }
                assertServed(port);
            } finally {
                for (RawClient client : idle) {
                    client.close();
                }
            }
        }
    }

    @Nested
    class Detection {

        private static final Map<String, String> UNKNOWN =
                Map.of("listener", "client", "reason", "unknown_protocol");
        private static final Map<String, String> LATE =
                Map.of("listener", "client", "reason", "detection_deadline");

        private static double refused(TestPort port, Map<String, String> reason) {
            return port.metrics.count("kvd_network_connections_refused_total", reason);
        }

        @Test
        void findsHttpInOnePiece() throws IOException {
            try (TestPort port = port().open()) {
                assertServed(port);
            }
        }

        @Test
        void findsHttpByteByByte() throws IOException {
            try (TestPort port = port().open(); RawClient client = port.client()) {
                for (char c : LAST_GET.toCharArray()) {
                    client.say(String.valueOf(c));
                }
                assertTrue(client.hearAll().endsWith("hello"));
            }
        }

        @Test
        void findsAnotherProtocolByteByByteAndHandsAllBytesOver() throws IOException {
            try (TestPort port = port().open(); RawClient client = port.client()) {
                for (char c : PrefaceProtocol.PREFACE.toCharArray()) {
                    client.say(String.valueOf(c));
                }
                String echo = client.say("and more").hearUntil("and more");
                assertEquals(PrefaceProtocol.PREFACE + "and more", echo);
            }
        }

        @Test
        void closesGarbageWithoutAWordAndCountsIt() throws IOException {
            List<String> garbage = List.of(
                    "\0\0\0\0", "\u0016\u0003\u0001\0\0", " ", "\r\n\r\n", "GET", "éé",
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ /");
            try (TestPort port = port().open()) {
                for (String bytes : garbage) {
                    try (RawClient client = port.client()) {
                        client.say(bytes);
                        if (bytes.equals("GET")) {
                            client.say("\0");
                        }
                        assertEquals("", client.hearAll());
                    }
                }
                assertEquals(garbage.size(), refused(port, UNKNOWN));
                assertServed(port);
            }
        }

        @Test
        void closesSilenceAndHalfAPrefaceAtTheDeadlineAndCountsThem() throws IOException {
            var hasty = new ConnectionLimits(Integer.MAX_VALUE, 50, 1024);
            try (TestPort port = port().with(hasty).open();
                    RawClient silent = port.client();
                    RawClient half = port.client();
                    RawClient halfMethod = port.client()) {
                half.say(PrefaceProtocol.PREFACE.substring(0, 10));
                halfMethod.say("GE");
                assertEquals("", silent.hearAll());
                assertEquals("", half.hearAll());
                assertEquals("", halfMethod.hearAll());
                assertEquals(3, refused(port, LATE));
                assertServed(port);
            }
        }

        @Test
        void leavesTheAnswerToTheOnlyProtocolOfAPort() throws IOException {
            try (TestPort port = port().httpOnly().open(); RawClient client = port.client()) {
                assertEquals("""
                        HTTP/1.1 400 Bad Request\r
                        content-type: text/plain; charset=utf-8\r
                        connection: close\r
                        \r
                        400 Bad Request""", client.say("\0\1\2\3\r\n\r\n").hearAll());
            }
        }
    }
}
