package kv.server.config;

/// Everything that one member was told at start. Immutable.
///
/// @param member who it is and where its files are
/// @param timing heartbeats and elections
/// @param listen the addresses that it opens
/// @param cluster whom it founds a cluster with, and what it tells others of itself
/// @param limits what clients may ask for
/// @param keepAlive pings on client connections
/// @param storage which engine keeps the data, and how
/// @param log where the log goes
public record ServerConfig(
        MemberConfig member,
        TimingConfig timing,
        ListenConfig listen,
        ClusterConfig cluster,
        LimitConfig limits,
        KeepAliveConfig keepAlive,
        StorageConfig storage,
        LogConfig log) {
}
