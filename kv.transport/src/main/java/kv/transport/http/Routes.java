package kv.transport.http;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kv.api.spi.http.HttpHandler;

/// The path handlers of one port, by prefix. Immutable.
///
/// A prefix claims its own path and everything below it, the longest one wins: with `/a` and
/// `/a/b`, the path `/a/b/c` belongs to `/a/b`, and `/ab` to neither.
final class Routes {

    private final TreeMap<String, HttpHandler> byPrefix = new TreeMap<>();

    /// @throws IllegalArgumentException when two handlers claim one prefix (the message names both)
    ///         or a prefix is no absolute path
    Routes(List<HttpHandler> handlers) {
        for (HttpHandler handler : handlers) {
            handler.prefixes().forEach(prefix -> add(prefix, handler));
        }
    }

    private void add(String prefix, HttpHandler handler) {
        if (!prefix.startsWith("/") || prefix.length() > 1 && prefix.endsWith("/")) {
            throw new IllegalArgumentException("HTTP path prefix \"" + prefix + "\" of "
                    + handler.getClass().getName()
                    + " must begin with a slash and not end with one");
        }
        HttpHandler other = byPrefix.putIfAbsent(prefix, handler);
        if (other != null) {
            throw new IllegalArgumentException("two handlers for HTTP path " + prefix + ": "
                    + other.getClass().getName() + " and " + handler.getClass().getName());
        }
    }

    Optional<HttpHandler> find(String path) {
        String prefix = path;
        while (!prefix.isEmpty()) {
            HttpHandler handler = byPrefix.get(prefix);
            if (handler != null) {
                return Optional.of(handler);
            }
            prefix = prefix.substring(0, prefix.lastIndexOf('/'));
        }
        return Optional.ofNullable(byPrefix.get("/"));
    }
}
