package kv.server.flags;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// URLs in flags: a comma between two of them, each `scheme://host:port` and nothing more.
final class UrlText {

    private static final Set<String> SCHEMES = Set.of("http", "https", "unix", "unixs");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]+]");
    private static final Pattern BARE_ADDRESS = Pattern.compile("[0-9.]+:[0-9]+");
    private static final Pattern PORT = Pattern.compile(".*:[0-9]*");

    private UrlText() {
    }

    /// The URLs, sorted, each once; empty for empty text.
    static List<URI> list(String text) {
        TreeMap<String, URI> sorted = new TreeMap<>();
        if (!text.isEmpty()) {
            Arrays.stream(text.split(",", -1)).map(String::strip)
                    .forEach(url -> sorted.put(url, one(url)));
        }
        return List.copyOf(sorted.values());
    }

    /// One URL.
    ///
    /// @throws BadValue with etcd's text when it is not one
    static URI one(String text) {
        if (BARE_ADDRESS.matcher(text).matches()) {
            throw new BadValue("parse \"" + text
                    + "\": first path segment in URL cannot contain colon");
        }
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new BadValue("URL scheme must be http, https, unix, or unixs: " + text);
        }
        String rest = text.substring(colon + 3);
        if (rest.matches(".*[@?#].*")) {
            throw new BadValue("URL must not contain a user, query or fragment: " + text);
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        if (scheme.startsWith("http")) {
            requireHostAndPort(text, authority);
            if (slash >= 0) {
                throw new BadValue("URL must not contain a path: " + text);
            }
        }
        try {
            return new URI(scheme + text.substring(colon));
        } catch (URISyntaxException e) {
            throw new BadValue("parse \"" + text + "\": " + e.getReason());
        }
    }

    private static void requireHostAndPort(String text, String authority) {
        int portAt = authority.lastIndexOf(':');
        boolean manyColons = !authority.startsWith("[") && portAt != authority.indexOf(':');
        if (manyColons || portAt >= 0 && portAt > authority.lastIndexOf(']')
                && !PORT.matcher(authority).matches()) {
            String port = manyColons ? authority : authority.substring(portAt);
            throw new BadValue("parse \"" + text + "\": invalid port \"" + port + "\" after host");
        }
        if (portAt < 0 || portAt < authority.lastIndexOf(']')) {
            throw new BadValue("URL address does not have the form \"host:port\": " + text);
        }
    }

    /// Whether a socket can be bound to the URL: an address or `localhost`.
    static boolean bindable(URI url) {
        String host = host(url);
        return !url.getScheme().startsWith("http") || host.equals("localhost")
                || IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }

    /// Whether only this machine reaches the URL.
    static boolean loopback(URI url) {
        String host = host(url);
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /// The host, `[…]` around IPv6; empty when there is none.
    static String host(URI url) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        return authority.substring(0, Math.max(authority.lastIndexOf(':'), 0));
    }

    /// Whether the URL asks for any free port.
    static boolean anyPort(URI url) {
        return url.getScheme().startsWith("http")
                && url.getRawAuthority() != null && url.getRawAuthority().endsWith(":0");
    }
}
