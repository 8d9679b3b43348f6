package kv.transport.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// What a request line asks for.
///
/// @param rawPath as sent, without query
/// @param rawQuery as sent, with its question mark, or empty
/// @param path decoded
/// @param query decoded
record Target(String rawPath, String rawQuery, String path, Map<String, List<String>> query) {

    /// Reads the request target in its origin form (`/a?b`) or absolute form (`http://h/a?b`).
    ///
    /// @throws IllegalArgumentException when it is neither, or wrongly escaped
    static Target of(String uri) {
        String origin = uri;
        int scheme = uri.indexOf("://");
        if (scheme > 0 && !uri.startsWith("/")) {
            int path = uri.indexOf('/', scheme + 3);
            origin = path < 0 ? "/" : uri.substring(path);
        }
        if (!origin.startsWith("/")) {
            throw new IllegalArgumentException("not a path: " + uri);
        }
        int mark = origin.indexOf('?');
        String rawPath = mark < 0 ? origin : origin.substring(0, mark);
        String rawQuery = mark < 0 ? "" : origin.substring(mark);
        var decoder = new QueryStringDecoder(origin);
        return new Target(rawPath, rawQuery, decoder.path(), decoder.parameters());
    }

    /// The same target at another path.
    Target at(String other) {
        return new Target(other, rawQuery, new QueryStringDecoder(other).path(), query);
    }

    /// The path without empty, `.` and `..` elements; a final slash stays.
    String cleanPath() {
        Deque<String> kept = new ArrayDeque<>();
        for (String element : rawPath.split("/")) {
            if (element.equals("..")) {
                kept.pollLast();
            } else if (!element.isEmpty() && !element.equals(".")) {
                kept.addLast(element);
            }
        }
        String clean = "/" + String.join("/", kept);
        return rawPath.endsWith("/") && clean.length() > 1 ? clean + "/" : clean;
    }
}
