package kv.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which engine keeps the data, and how it is fed.
///
/// @param engine `--storage-engine`
/// @param options `--storage-option name=value`, for the engine alone
/// @param commitIntervalNs longest time between two engine commits
/// @param commitOperations operations after which a commit comes sooner
/// @param compactionBatch revisions that a physical compaction deletes in one go
/// @param compactionPauseNs rest between two such batches
/// @param pluginDirectory `--plugin-dir`: jars that are opened beside the linked plugins
public record StorageConfig(
        String engine,
        Map<String, String> options,
        long commitIntervalNs,
        int commitOperations,
        int compactionBatch,
        long compactionPauseNs,
        Optional<Path> pluginDirectory) {

    /// The engine when none is named.
    public static final String DEFAULT_ENGINE = "rocksdb";
}
