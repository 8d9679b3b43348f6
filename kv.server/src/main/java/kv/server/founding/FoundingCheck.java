package kv.server.founding;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kv.server.cluster.FoundingUrls;
import kv.server.config.ClusterConfig;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;

/// What a new data directory asks of the flags about the cluster: that they name this member as it
/// advertises itself, and the others, if a cluster is joined, as they are known there.
final class FoundingCheck {

    private static final String REFUSAL = "discovery failed";

    private FoundingCheck() {
    }

    /// @throws RefusedStart when the flags contradict themselves, with etcd's text
    static void check(ServerConfig config) {
        String name = config.member().name();
        Map<String, List<URI>> initial = config.cluster().initial();
        if (!initial.containsKey(name)) {
            throw refused("couldn't find local name \"" + name
                    + "\" in the initial cluster configuration")
                    .advise("name it in --initial-cluster, or leave that flag out");
        }
        FoundingUrls.check(name, config.cluster());
        Set<URI> seen = new HashSet<>();
        for (List<URI> urls : initial.values()) {
            if (!urls.stream().allMatch(seen::add)) {
                throw refused("initial cluster " + text(initial) + " has duplicate url")
                        .advise("give each member peer URLs of its own in --initial-cluster");
            }
        }
    }

    static RefusedStart refused(String reason) {
        return RefusedStart.because(REFUSAL, reason);
    }

    private static String text(Map<String, List<URI>> initial) {
        return initial.entrySet().stream()
                .flatMap(member -> member.getValue().stream()
                        .map(url -> member.getKey() + "=" + url))
                .collect(Collectors.joining(","));
    }
}
