package kv.api.spi.http;

import java.util.Set;

/// Answers the requests under some path prefixes.
public interface HttpHandler {

    /// Path prefixes that this handler claims, such as `/health`. A prefix claims the path itself
    /// and everything below it (`/health/…`). Two handlers for one prefix refuse to start.
    Set<String> prefixes();

    /// Answers one request. Called on the connection's event loop and must not block: whoever has
    /// to wait answers later, from any thread, through `exchange`.
    void handle(HttpExchange exchange);
}
