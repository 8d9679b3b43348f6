package kv.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer that this layer gives itself. Texts and headers are etcd's, which are those of Go's
/// `net/http`, because clients and scripts match them.
record Answer(HttpResponseStatus status, Map<String, String> headers, byte[] body) {

    private static final String UNKNOWN_HOST = """

            etcd received your request, but the Host header was unrecognized.

            To fix this, choose one of the following options:
            - Enable TLS, then any HTTPS request will be allowed.
            - Add the hostname you want to use to the whitelist in settings.
              - e.g. etcd --host-whitelist "%s"

            This requirement has been added to help prevent "DNS Rebinding" attacks (CVE-2018-5702).
            """;

    static Answer empty() {
        return new Answer(HttpResponseStatus.OK, Map.of(), new byte[0]);
    }

    static Answer notFound() {
        return error(HttpResponseStatus.NOT_FOUND, "404 page not found");
    }

    static Answer misdirected(String host) {
        return error(HttpResponseStatus.MISDIRECTED_REQUEST, UNKNOWN_HOST.formatted(host));
    }

    static Answer failed() {
        return error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal Server Error");
    }

    /// To the clean form of a path, such as `/health` for `//health`.
    static Answer redirect(String location, boolean withBody) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Location", location);
        String page = "<a href=\"" + escaped(location) + "\">Temporary Redirect</a>.\n\n";
        return new Answer(HttpResponseStatus.TEMPORARY_REDIRECT, headers,
                withBody ? bytes(page) : new byte[0]);
    }

    private static Answer error(HttpResponseStatus status, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return new Answer(status, headers, bytes(text + "\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&#34;").replace("'", "&#39;");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
