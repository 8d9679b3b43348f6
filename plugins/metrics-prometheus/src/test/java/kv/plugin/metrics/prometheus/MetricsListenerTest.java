package kv.plugin.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsListenerTest {

    private static final String TYPE =
            "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final URI url = metrics.listen(URI.create("http://127.0.0.1:0"),
            List.of(new Health("/health"), new Health("/readyz")));

    @AfterEach
    void close() {
        metrics.close();
    }

    /// Answers from another thread, as health checks do, and shows what it was asked.
    private record Health(String prefix) implements HttpHandler {

        @Override
        public Set<String> prefixes() {
            return Set.of(prefix);
        }

        @Override
        public void handle(HttpExchange exchange) {
            String answer = exchange.method() + " " + exchange.path() + " " + exchange.query();
            Thread.startVirtualThread(() -> exchange.respond(
                    503, Map.of("Content-Type", "text/plain"),
                    answer.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private HttpURLConnection ask(String method, String path) throws IOException {
        var request = (HttpURLConnection) url.resolve(path).toURL().openConnection();
        request.setRequestMethod(method);
        return request;
    }

    private static String body(HttpURLConnection answer) throws IOException {
        InputStream error = answer.getErrorStream();
        try (InputStream in = error == null ? answer.getInputStream() : error) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servesMetricsToAnyMethod() throws IOException {
        for (String method : List.of("GET", "POST", "DELETE")) {
            HttpURLConnection answer = ask(method, "/metrics");
            assertEquals(200, answer.getResponseCode());
            assertEquals(TYPE, answer.getContentType());
            assertNull(answer.getHeaderField("Access-Control-Allow-Origin"));
            assertTrue(body(answer).contains("\nprocess_open_fds "));
        }
    }

    @Test
    void compressesForWhoeverTakesGzip() throws IOException {
        HttpURLConnection request = ask("GET", "/metrics");
        request.setRequestProperty("Accept-Encoding", "deflate, gzip;q=0.5");
        assertEquals("gzip", request.getHeaderField("Content-Encoding"));
        try (var in = new GZIPInputStream(request.getInputStream())) {
            assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("# TYPE "));
        }
    }

    @Test
    void leavesTheTextPlainForWhoeverRefusesGzip() throws IOException {
        HttpURLConnection request = ask("GET", "/metrics");
        request.setRequestProperty("Accept-Encoding", "gzip;q=0");
        assertNull(request.getHeaderField("Content-Encoding"));
        assertTrue(body(request).startsWith("# HELP "));
    }

    @Test
    void servesOtherHandlersBeside() throws IOException {
        HttpURLConnection answer = ask("GET", "/readyz/x?verbose&exclude=a%20b");
        assertEquals(503, answer.getResponseCode());
        assertEquals("GET /readyz/x {verbose=[], exclude=[a b]}", body(answer));
    }

    @Test
    void answersHeadWithTheLengthAlone() throws IOException {
        HttpURLConnection answer = ask("HEAD", "/health");
        assertEquals(503, answer.getResponseCode());
        assertEquals("HEAD /health {}".length(), answer.getContentLength());
    }

    @Test
    void knowsNoOtherPath() throws IOException {
        for (String path : List.of("/", "/version", "/metrics/", "/metricsx", "/v3/kv/range")) {
            HttpURLConnection answer = ask("GET", path);
            assertEquals(404, answer.getResponseCode(), path);
            assertEquals("404 page not found\n", body(answer));
            assertEquals("nosniff", answer.getHeaderField("X-Content-Type-Options"));
        }
    }

    @Test
    void refusesAPortInUseAndAnotherScheme() {
        assertThrows(UncheckedIOException.class, () -> metrics.listen(url, List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> metrics.listen(URI.create("https://127.0.0.1:0"), List.of()));
    }

    @Test
    void servesIpv6AndNamesThePort() throws IOException {
        URI six = metrics.listen(URI.create("http://[::1]:0"), List.of());
        assertTrue(six.getPort() > 0);
        var request = (HttpURLConnection) six.resolve("/metrics").toURL().openConnection();
        assertEquals(200, request.getResponseCode());
    }
}
