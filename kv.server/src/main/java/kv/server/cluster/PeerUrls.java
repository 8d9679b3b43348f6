package kv.server.cluster;

import java.util.List;
import java.util.regex.Pattern;

/// Peer URLs as members are given them: `http://host:port` and nothing more. Stateless.
public final class PeerUrls {

    private static final Pattern FORM =
            Pattern.compile("https?://([^/\\s:@?#\\[\\]]*|\\[[0-9a-fA-F:.]+])"
                    + ":([0-9]{1,5})|unixs?://[^\\s?#]+");

    private PeerUrls() {
    }

    /// Whether there is at least one URL and each is well-formed.
    public static boolean valid(List<String> urls) {
        return !urls.isEmpty() && urls.stream().allMatch(url -> FORM.matcher(url).matches());
    }

    /// Sorted, as members keep them.
    public static List<String> sorted(List<String> urls) {
        return urls.stream().sorted().toList();
    }
}
