package kv.server.cluster;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import kv.server.config.ClusterConfig;
import kv.server.config.RefusedStart;

/// What a founding member says of itself must be what the list of all founding members says of it,
/// since ids are derived from that list.
public final class FoundingUrls {

    private static final String REFUSAL = "discovery failed";

    private FoundingUrls() {
    }

    /// Compares both directions.
    ///
    /// @param name of the member
    /// @throws RefusedStart when a URL is in one of the two flags alone, with etcd's text
    public static void check(String name, ClusterConfig cluster) {
        List<URI> named = cluster.initial().get(name);
        List<URI> advertised = cluster.advertisePeer();
        String flag = "--initial-advertise-peer-urls";
        for (URI url : named) {
            if (!advertised.contains(url)) {
                throw RefusedStart.because(REFUSAL, "--initial-cluster has " + name + "=" + url
                        + " but missing from " + flag + "=" + joined(advertised) + " ("
                        + why(advertised, named) + ")").advise(
                        "give both flags the same URLs, or leave --initial-cluster out");
            }
        }
        for (URI url : advertised) {
            if (!named.contains(url)) {
                throw RefusedStart.because(REFUSAL, flag + " has " + url + " but missing from "
                        + "--initial-cluster=" + named.stream().map(one -> name + "=" + one)
                                .collect(Collectors.joining(","))).advise(
                        "give both flags the same URLs, or leave --initial-cluster out");
            }
        }
    }

    private static String why(List<URI> advertised, List<URI> named) {
        return advertised.size() == named.size()
                ? "resolved urls: \"" + advertised.getFirst() + "\" != \"" + named.getFirst() + "\""
                : "len(" + quoted(advertised) + ") != len(" + quoted(named) + ")";
    }

    private static String joined(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    private static String quoted(List<URI> urls) {
        return urls.stream().map(url -> "\"" + url + "\"")
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
