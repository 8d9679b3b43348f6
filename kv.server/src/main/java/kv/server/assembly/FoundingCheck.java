package kv.server.assembly;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kv.server.cluster.FoundingUrls;
import kv.server.config.ClusterConfig;
import kv.server.config.ClusterState;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.store.file.FileAccess;
import kv.store.wal.WalDirectory;

/// What a new data directory asks of the flags about the cluster: that they name this member as it
/// advertises itself. A directory with a log knows its cluster, and the flags count no more.
final class FoundingCheck {

    private static final String REFUSAL = "discovery failed";

    private FoundingCheck() {
    }

    /// The configuration to go on with.
    ///
    /// @throws RefusedStart when the cluster cannot be founded as the flags say, with etcd's text
    static ServerConfig check(FileAccess files, ServerConfig config) {
        if (WalDirectory.of(files, config.member().walDirectory()).holdsLog()) {
            return forgetting(config);
        }
        String name = config.member().name();
        Map<String, List<URI>> initial = config.cluster().initial();
        if (config.cluster().state() == ClusterState.EXISTING) {
            throw RefusedStart.because(REFUSAL,
                    "--initial-cluster-state=existing is not supported yet")
                    .advise("found a cluster with --initial-cluster-state=new");
        }
        if (!initial.containsKey(name)) {
            throw RefusedStart.because(REFUSAL, "couldn't find local name \"" + name
                    + "\" in the initial cluster configuration")
                    .advise("name it in --initial-cluster, or leave that flag out");
        }
        FoundingUrls.check(name, config.cluster());
        if (initial.size() > 1) {
            throw RefusedStart.because(REFUSAL,
                    "--initial-cluster with more than one member is not supported yet")
                    .advise("name this member alone, or leave --initial-cluster out");
        }
        return config;
    }

    private static ServerConfig forgetting(ServerConfig config) {
        ClusterConfig cluster = config.cluster();
        var alone = new TreeMap<>(Map.of(config.member().name(), cluster.advertisePeer()));
        return new ServerConfig(config.member(), config.timing(), config.listen(),
                new ClusterConfig(alone, cluster.token(), cluster.state(),
                        cluster.strictReconfigCheck(), cluster.advertisePeer(),
                        cluster.advertiseClient()),
                config.limits(), config.keepAlive(), config.storage(), config.log());
    }
}
