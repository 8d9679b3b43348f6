package kv.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may use the HTTP side of the client port: `--cors` and `--host-whitelist`, and the path
/// alias that etcd keeps in the same place. gRPC, the peer port and the metrics listener have
/// none. Immutable.
///
/// @param enforced false on ports without access control; then nothing else here counts
/// @param origins allowed origins; empty or with `*`: all
/// @param hosts allowed hosts without port; empty or with `*`: all
public record AccessControl(boolean enforced, Set<String> origins, Set<String> hosts) {

    private static final String OLD_GATEWAY = "/v3beta/";
    private static final String GATEWAY = "/v3/";

    /// Copies the sets.
    public AccessControl {
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }

    /// No access control: peer port.
    public static AccessControl none() {
        return new AccessControl(false, Set.of(), Set.of());
    }

    /// The client port's, with everything allowed, as is etcd's default.
    public static AccessControl open() {
        return new AccessControl(true, Set.of(), Set.of());
    }

    /// The path under which a request is routed.
    String path(String asked) {
        return enforced && asked.startsWith(OLD_GATEWAY)
                ? GATEWAY + asked.substring(OLD_GATEWAY.length()) : asked;
    }

    /// The answer to a request that goes no further: a host that is not allowed (421, which keeps
    /// DNS rebinding out), or OPTIONS.
    Optional<Answer> intercept(HttpRequest request) {
        if (!enforced) {
            return Optional.empty();
        }
        String host = withoutPort(request.headers().get(HttpHeaderNames.HOST, ""));
        if (!allows(hosts, host)) {
            return Optional.of(Answer.misdirected(host));
        }
        return HttpMethod.OPTIONS.equals(request.method())
                ? Optional.of(Answer.empty()) : Optional.empty();
    }

    /// The CORS headers of the answer. With all origins allowed they are on every answer, whether
    /// the request named an origin or not.
    Map<String, String> corsHeaders(HttpHeaders request) {
        if (!enforced || !allows(hosts, withoutPort(request.get(HttpHeaderNames.HOST, "")))) {
            return Map.of();
        }
        String origin = request.get(HttpHeaderNames.ORIGIN, "");
        boolean all = allows(origins, "*");
        if (!all && !origins.contains(origin)) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Access-Control-Allow-Headers", "accept, content-type, authorization");
        headers.put("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE");
        headers.put("Access-Control-Allow-Origin", all ? "*" : origin);
        return headers;
    }

    private static boolean allows(Set<String> allowed, String one) {
        return allowed.isEmpty() || allowed.contains("*") || allowed.contains(one);
    }

    private static String withoutPort(String host) {
        int bracket = host.indexOf(']');
        if (host.startsWith("[") && bracket > 0) {
            return host.substring(1, bracket);
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
