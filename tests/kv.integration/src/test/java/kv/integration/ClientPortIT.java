package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What strangers may say on the client port of the image, while a client that behaves is served
/// all along, on a connection that it keeps.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ClientPortIT {

    private static final String VERSION = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int STRANGERS = 200;

    private RunningServer server;
    private RawConnection client;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        server = RunningServer.start(folder,
                "--listen-client-urls", "http://127.0.0.1:0,http://[::1]:0",
                "--advertise-client-urls", "http://127.0.0.1:0");
        client = connect();
        assertOthersAreServed();
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(server.clientUrl());
    }

    private void assertOthersAreServed() throws IOException {
        String answer = client.say(VERSION).hearAnswer();
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("\"etcdserver\":\"3.7.1\""), answer);
    }

    private String ask(String method, String path) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.say(method + " " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").hearAll();
        }
    }

    @Test
    void closesGarbageWithoutAWord() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(garbage);
            garbage[0] = (byte) (i % 32);
            try (RawConnection stranger = connect()) {
                assertEquals("", stranger.say(garbage).hearAll());
            }
            assertOthersAreServed();
        }
    }

    @Test
    void closesHalfAPrefaceAndSilenceAtTheDeadline() throws IOException {
        try (RawConnection half = connect(); RawConnection silent = connect()) {
            Instant start = Instant.now();
            half.say(PREFACE.substring(0, 17));
            assertEquals("", half.hearAll());
            assertEquals("", silent.hearAll());
            assertTrue(Duration.between(start, Instant.now()).toSeconds() >= 5);
            assertOthersAreServed();
        }
    }

    @Test
    void endsHttp2ThatBreaksTheProtocol() throws IOException {
        try (RawConnection stranger = connect()) {
            // A frame of 16 MiB - 1, which nobody has allowed.
            stranger.say(PREFACE).say(new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 1}).hearAll();
        }
        assertOthersAreServed();
    }

    @Test
    void servesBesideManyWhoTrickle() throws IOException {
        List<RawConnection> strangers = new ArrayList<>();
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(connect().say("GET /version HTTP/1.1\r\nHost: loc"));
        }
        for (RawConnection stranger : strangers) {
            stranger.say("a");
        }
        assertOthersAreServed();
        for (RawConnection stranger : strangers) {
            stranger.close();
        }
        assertOthersAreServed();
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        try (RawConnection stranger = connect()) {
            String answer = stranger.say("GET /version HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "x".repeat(1_200_000) + "\r\n\r\n").hearAll();
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 431 "), answer);
        }
        assertOthersAreServed();
    }

    @Test
    void answersAsEtcdDoesWhereNothingIs() throws IOException {
        assertTrue(ask("GET", "/nothing").startsWith("HTTP/1.1 404 Not Found\r\n"));
        assertTrue(ask("GET", "/nothing").endsWith("\r\n\r\n404 page not found\n"));
        String refused = ask("POST", "/version");
        assertTrue(refused.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), refused);
        assertTrue(refused.toLowerCase().contains("\r\nallow: get\r\n"), refused);
        assertTrue(refused.endsWith("\r\n\r\nMethod Not Allowed\n"), refused);
    }

    @Test
    void listensOnIpv6Besides() throws IOException {
        URI six = server.clientUrls().getLast();
        assertEquals("[::1]", six.getHost());
        try (RawConnection connection = new RawConnection(six)) {
            assertTrue(connection.say(VERSION).hearAnswer().contains("\"etcdserver\":\"3.7.1\""));
        }
    }
}
