package kv.server.assembly;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kv.server.config.ClusterConfig;
import kv.server.config.ListenConfig;
import kv.server.config.ServerConfig;

/// Fills in the ports that listeners took, where the configuration says 0: what is listened on and
/// what is advertised. The n-th advertised port 0 gets the n-th port that was taken, the last one
/// serves for all that follow.
final class BoundPorts {

    private BoundPorts() {
    }

    /// The configuration with the URLs that were bound, each list in the order of the configured.
    static ServerConfig fill(ServerConfig config, List<URI> peer, List<URI> client) {
        ListenConfig listen = config.listen();
        ClusterConfig cluster = config.cluster();
        SortedMap<String, List<URI>> initial = new TreeMap<>(cluster.initial());
        initial.computeIfPresent(config.member().name(),
                (name, urls) -> filled(urls, listen.peer(), peer));
        return new ServerConfig(
                config.member(),
                config.timing(),
                new ListenConfig(client, peer, listen.metrics(), listen.admin(),
                        listen.corsOrigins(), listen.hostWhitelist()),
                new ClusterConfig(
                        initial,
                        cluster.token(),
                        cluster.state(),
                        cluster.strictReconfigCheck(),
                        filled(cluster.advertisePeer(), listen.peer(), peer),
                        filled(cluster.advertiseClient(), listen.client(), client)),
                config.limits(),
                config.keepAlive(),
                config.storage(),
                config.log());
    }

    private static List<URI> filled(List<URI> advertised, List<URI> configured, List<URI> bound) {
        List<Integer> taken = bound.stream()
                .filter(url -> anyPort(configured.get(bound.indexOf(url))))
                .map(URI::getPort).toList();
        if (taken.isEmpty()) {
            return advertised;
        }
        Iterator<Integer> next = taken.iterator();
        int[] port = {0};
        return advertised.stream().map(url -> {
            if (!anyPort(url)) {
                return url;
            }
            port[0] = next.hasNext() ? next.next() : port[0];
            return URI.create(url.toString().replaceFirst(":0$", ":" + port[0]));
        }).toList();
    }

    private static boolean anyPort(URI url) {
        return url.getScheme().startsWith("http") && url.toString().endsWith(":0");
    }
}
