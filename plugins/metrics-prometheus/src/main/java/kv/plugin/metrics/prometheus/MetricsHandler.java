package kv.plugin.metrics.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;

/// `/metrics` by any method, as text, compressed if the client takes gzip. Rendering is work and
/// reads files of `/proc`, so each scrape has a virtual thread and the caller's loop goes on.
final class MetricsHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(MetricsHandler.class.getName());
    private static final String PATH = "/metrics";
    private static final String CONTENT_TYPE =
            "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private final Exposition exposition;
    private final AtomicInteger running = new AtomicInteger();
    private final MetricRegistry.Counter answered;
    private final MetricRegistry.Counter failed;

    MetricsHandler(Exposition exposition, MetricRegistry registry) {
        this.exposition = exposition;
        registry.gauge("promhttp_metric_handler_requests_in_flight",
                "Current number of scrapes being served.", Map.of(), running::get);
        answered = scrapes(registry, "200");
        failed = scrapes(registry, "500");
        scrapes(registry, "503");
    }

    private static MetricRegistry.Counter scrapes(MetricRegistry registry, String code) {
        return registry.counter("promhttp_metric_handler_requests_total",
                "Total number of scrapes by HTTP status code.", Map.of("code", code));
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PATH);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (exchange.path().equals(PATH)) {
            Thread.ofVirtual().name("kvd-metrics").start(() -> scrape(exchange));
        } else {
            refuse(exchange, 404, "404 page not found\n");
        }
    }

    private void scrape(HttpExchange exchange) {
        running.incrementAndGet();
        try {
            byte[] text = exposition.text().getBytes(StandardCharsets.UTF_8);
            answered.increment();
            respond(exchange, text);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "metrics could not be gathered", e);
            failed.increment();
            refuse(exchange, 500,
                    "An error has occurred while serving metrics:\n\n" + e + "\n");
        } finally {
            running.decrementAndGet();
        }
    }

    private static void respond(HttpExchange exchange, byte[] text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", CONTENT_TYPE);
        if (exchange.header("Accept-Encoding").filter(MetricsHandler::takesGzip).isEmpty()) {
            exchange.respond(200, headers, text);
            return;
        }
        headers.put("Content-Encoding", "gzip");
        exchange.respond(200, headers, compressed(text));
    }

    /// `gzip` or `*` in the list, without a weight of zero (RFC 9110 §12.5.3).
    private static boolean takesGzip(String accepted) {
        for (String part : accepted.split(",")) {
            String coding = part.strip();
            if (coding.matches("(gzip|\\*)( *; *q=(?!0(\\.0*)?$).*)?")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] compressed(byte[] text) {
        var out = new ByteArrayOutputStream(text.length / 4);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void refuse(HttpExchange exchange, int status, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        exchange.respond(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }
}
