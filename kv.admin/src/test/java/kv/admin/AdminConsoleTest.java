package kv.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.service.Services;
import kv.api.spi.client.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdminConsoleTest {

    private final AdminConsole console = start("http://127.0.0.1:0");

    @AfterEach
    void close() {
        console.close();
    }

    /// A cluster of which nothing answers.
    private static final class NoCluster implements ClientSession {

        @Override
        public Services services() {
            return Services.none();
        }

        @Override
        public Services servicesOf(String endpoint) {
            throw new KvException(StatusCode.UNAVAILABLE, "no such endpoint");
        }

        @Override
        public boolean awaitConnected() {
            return false;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static AdminConsole start(String url) {
        return (AdminConsole) new AdminConsoleProvider().start(
                URI.create(url), new NoCluster(), () -> "process_resident_memory_bytes 42\n");
    }

    /// Says exactly these lines, which an HTTP client would not.
    private String say(String... lines) throws IOException {
        URI address = console.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return say("GET " + path + " HTTP/1.1", "Host: localhost");
    }

    @Test
    void servesThePageAndItsParts() throws IOException {
        assertTrue(get("/").contains("Content-Type: text/html"));
        assertTrue(get("/console.css").contains("Content-Type: text/css"));
        assertTrue(get("/console.js").contains("Content-Type: text/javascript"));
        assertTrue(get("/icon.svg").contains("Content-Type: image/svg+xml"));
        assertTrue(get("/other").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void forbidsWhateverIsNotItsOwn() throws IOException {
        for (String path : List.of("/", "/console.js", "/api/status", "/other")) {
            String answer = get(path);
            assertTrue(answer.contains("Content-Security-Policy: default-src 'none'; "), path);
            assertTrue(answer.contains("X-Frame-Options: DENY"), path);
            assertFalse(answer.contains("\r\nServer:"), path);
        }
    }

    @Test
    void refusesHostsThatAreNotLoopback() throws IOException {
        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "10.0.0.1:2390")) {
            assertTrue(say("GET / HTTP/1.1", "Host: " + host).startsWith("HTTP/1.1 421 "), host);
        }
        for (String host : List.of("LOCALHOST:1", "127.0.0.1", "127.9.9.9:2390", "[::1]:2390")) {
            assertTrue(say("GET / HTTP/1.1", "Host: " + host).startsWith("HTTP/1.1 200 "), host);
        }
    }

    @Test
    void refusesOtherSitesAndMethods() throws IOException {
        assertTrue(say("GET /api/status HTTP/1.1", "Host: localhost",
                "Sec-Fetch-Site: cross-site").startsWith("HTTP/1.1 403 "));
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "HEAD")) {
            String answer = say(method + " / HTTP/1.1", "Host: localhost", "Content-Length: 0");
            assertTrue(answer.startsWith("HTTP/1.1 405 "), method);
            assertTrue(answer.contains("Allow: GET"), method);
        }
    }

    @Test
    void saysThatTheServerDoesNotAnswer() throws IOException {
        String answer = get("/api/status");
        JsonObject document = new Gson().fromJson(
                answer.substring(answer.indexOf("\r\n\r\n") + 4), JsonObject.class);
        assertEquals("down",
                document.getAsJsonObject("verdict").get("level").getAsString());
        assertEquals(42,
                document.getAsJsonObject("figures").get("residentBytes").getAsInt());
        assertFalse(document.has("cluster"));
    }

    @Test
    void listensOnLoopbackAlone() {
        for (String url : List.of("http://0.0.0.0:0", "http://[::]:0", "https://127.0.0.1:0")) {
            var refusal = assertThrows(UncheckedIOException.class, () -> start(url));
            assertTrue(refusal.getMessage().contains("cannot listen on " + url), url);
        }
    }

    @Test
    void refusesAPortInUse() {
        var refusal = assertThrows(UncheckedIOException.class,
                () -> start(console.address().toString()));
        assertTrue(refusal.getMessage().contains("in use"));
    }

    @Test
    void servesIpv6() throws IOException {
        AdminConsole six = start("http://[::1]:0");
        assertEquals("[::1]", six.address().getHost());
        assertTrue(six.address().getPort() > 0);
        six.close();
    }
}
