package kv.api.spi.storage;

/// What an engine claims; the conformance kit tests each claim.
public enum Capability {
    /// What was synced survives a crash of the process and a loss of power.
    DURABLE,
    /// A commit survives a crash of the process without [StorageEngine#sync()].
    SURVIVES_PROCESS_CRASH,
    /// After a loss of power without sync the engine holds a prefix of its commits, never a mix.
    PREFIX_WITHOUT_SYNC,
    /// [StorageEngine#defragment] does not stop reads and commits.
    ONLINE_DEFRAGMENT,
    /// [StorageEngine#sizes()] is exact and not an estimate.
    EXACT_SIZES,
    /// Needs native code, so `--enable-native-access` for its module.
    NATIVE_ACCESS
}
