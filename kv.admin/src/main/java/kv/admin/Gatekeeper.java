package kv.admin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Set;

/// Admits a request, or answers it. Stateless.
///
/// - Only GET: nothing here changes anything.
/// - The Host header must name this machine's loopback. A page of a stranger whose name suddenly
///   resolves to 127.0.0.1 (DNS rebinding) is sent away.
/// - A browser that says that another site asks is sent away, too.
/// - Every answer carries headers that keep the page to itself: no foreign script, style, image,
///   request or frame.
final class Gatekeeper {

    private static final Set<String> NAMES = Set.of("localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final String POLICY = String.join("; ",
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
            "img-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'");

    private Gatekeeper() {
    }

    static void admit(Context context) {
        secure(context);
        if (context.method() != HandlerType.GET) {
            context.header("Allow", "GET");
            refuse(context, HttpStatus.METHOD_NOT_ALLOWED, "The console only answers GET.");
        } else if (!isLoopback(context.header("Host"))) {
            refuse(context, HttpStatus.MISDIRECTED_REQUEST,
                    "The console answers to localhost, 127.0.0.1 and [::1] alone.");
        } else if (isForeign(context.header("Sec-Fetch-Site"), context.path())) {
            refuse(context, HttpStatus.FORBIDDEN, "The console does not answer other sites.");
        }
    }

    private static void secure(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void refuse(Context context, HttpStatus status, String reason) {
        context.status(status).contentType("text/plain; charset=utf-8").result(reason + "\n");
        context.skipRemainingHandlers();
    }

    /// Any address of 127.0.0.0/8 is loopback; a name must be one of ours.
    static boolean isLoopback(String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    /// Following a link to the page is fine; reading the document from elsewhere is not.
    private static boolean isForeign(String site, String path) {
        return site != null && !OWN_SITES.contains(site) && path.startsWith("/api/");
    }
}
