package kv.server.config;

/// What `--initial-cluster-state` says to a new data directory.
public enum ClusterState {
    /// Found the cluster of the initial members.
    NEW,
    /// Join a cluster that already runs.
    EXISTING
}
