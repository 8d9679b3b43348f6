package kv.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import kv.api.spi.http.HttpExchange;

/// The short answers that every etcd endpoint shares, for handlers of the server.
public final class PlainText {

    private PlainText() {
    }

    /// 404, `404 page not found`.
    public static void notFound(HttpExchange exchange) {
        error(exchange, 404, "404 page not found");
    }

    /// 405, `Method Not Allowed`.
    ///
    /// @param allowed for the `Allow` header, such as `GET`; empty leaves the header out
    public static void methodNotAllowed(HttpExchange exchange, String allowed) {
        Map<String, String> headers = errorHeaders();
        if (!allowed.isEmpty()) {
            headers.put("Allow", allowed);
        }
        exchange.respond(405, headers, line("Method Not Allowed"));
    }

    /// An error in one line.
    public static void error(HttpExchange exchange, int status, String text) {
        error(exchange, status, text, Map.of());
    }

    /// An error in one line.
    ///
    /// @param more further headers
    public static void error(
            HttpExchange exchange, int status, String text, Map<String, String> more) {
        Map<String, String> headers = errorHeaders();
        headers.putAll(more);
        exchange.respond(status, headers, line(text));
    }

    private static Map<String, String> errorHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
