package kv.server.config;

/// How the member comes to its cluster: what `--initial-cluster-state` says to a new data
/// directory, unless the member is forced to go on alone.
public enum ClusterState {
    /// Found the cluster of the initial members.
    NEW,
    /// Join a cluster that already runs.
    EXISTING,
    /// Go on alone, without the other members (`--force-new-cluster`): of a data directory with a
    /// log; a new one founds its cluster.
    FORCED
}
