package kv.server.snapshot;

import kv.server.cluster.Founding;
import kv.server.cluster.FoundingUrls;
import kv.server.config.ClusterConfig;
import kv.server.flags.Flags;
import picocli.CommandLine.Option;

/// The cluster that a restore founds, by the server's own flags.
final class ClusterOptions {

    @Option(names = "--name", defaultValue = "default", paramLabel = "NAME",
            description = "this member's name (default: ${DEFAULT-VALUE})")
    private String name = "";

    @Option(names = "--initial-cluster", defaultValue = "default=http://localhost:2380",
            paramLabel = "NAME=URL,...",
            description = "all members of the new cluster (default: ${DEFAULT-VALUE})")
    private String initialCluster = "";

    @Option(names = "--initial-cluster-token", defaultValue = "etcd-cluster", paramLabel = "TOKEN",
            description = "goes into the new cluster's id (default: ${DEFAULT-VALUE})")
    private String token = "";

    @Option(names = "--initial-advertise-peer-urls", defaultValue = "http://localhost:2380",
            paramLabel = "URL,...",
            description = "where the others reach this member (default: ${DEFAULT-VALUE})")
    private String peerUrls = "";

    String name() {
        return name;
    }

    /// The founding members with their ids.
    ///
    /// @throws SnapshotFailure when the member is not among them
    /// @throws kv.server.config.RefusedStart when URLs are wrong or do not agree
    Founding founding() {
        ClusterConfig cluster = Flags.cluster(initialCluster, token, peerUrls);
        if (!cluster.initial().containsKey(name)) {
            throw SnapshotFailure.because("couldn't find local name \"" + name
                    + "\" in the initial cluster configuration");
        }
        FoundingUrls.check(name, cluster);
        return Founding.of(name, cluster);
    }
}
