package kv.plugin.sample.echo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;

/// Answers a request under `/echo` with what it consists of: method, path, query and body, as
/// plain text. Called on event loops; it does not block and keeps nothing but a count.
///
/// Bytes of strangers go back to a browser here, so the answer says that it is text and that no
/// browser may take it for anything else.
final class EchoHandler implements HttpHandler {

    private static final String PREFIX = "/echo";

    private final MetricRegistry.Counter requests;

    EchoHandler(MetricRegistry metrics) {
        // Bound once; adding to it looks nothing up.
        requests = metrics.counter("sample_echo_requests_total",
                "The total number of requests that the echo answered.", Map.of());
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PREFIX);
    }

    @Override
    public void handle(HttpExchange exchange) {
        requests.increment();
        exchange.respond(200, headers(), echo(exchange));
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private static byte[] echo(HttpExchange exchange) {
        var head = new StringBuilder()
                .append(exchange.method()).append(' ').append(exchange.path()).append('\n');
        exchange.query().forEach((name, values) -> append(name, values, head));
        byte[] before = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] body = exchange.body();
        byte[] echo = new byte[before.length + body.length];
        System.arraycopy(before, 0, echo, 0, before.length);
        System.arraycopy(body, 0, echo, before.length, body.length);
        return echo;
    }

    private static void append(String name, List<String> values, StringBuilder head) {
        values.forEach(value -> head.append(name).append('=').append(value).append('\n'));
    }
}
