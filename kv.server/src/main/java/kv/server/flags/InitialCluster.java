package kv.server.flags;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kv.server.config.RefusedStart;

/// `--initial-cluster`: `name=url`, with a comma between; a name may come several times.
final class InitialCluster {

    private InitialCluster() {
    }

    /// The members' URLs by name, each list sorted.
    ///
    /// @throws RefusedStart when a URL is none
    static SortedMap<String, List<URI>> parse(String text) {
        SortedMap<String, List<URI>> members = new TreeMap<>();
        for (String item : text.split(",")) {
            if (!item.isBlank()) {
                add(members, item.strip());
            }
        }
        members.replaceAll((name, urls) -> urls.stream()
                .sorted(Comparator.comparing(URI::toString)).toList());
        return members;
    }

    private static void add(SortedMap<String, List<URI>> members, String item) {
        int equals = item.indexOf('=');
        String name = equals < 0 ? item : item.substring(0, equals);
        try {
            URI url = UrlText.one(equals < 0 ? "" : item.substring(equals + 1));
            members.computeIfAbsent(name, unused -> new ArrayList<>()).add(url);
        } catch (BadValue e) {
            throw RefusedStart.because("discovery failed",
                    "error setting up initial cluster: " + e.getMessage())
                    .advise("--initial-cluster is name=url, with a comma between two members");
        }
    }
}
