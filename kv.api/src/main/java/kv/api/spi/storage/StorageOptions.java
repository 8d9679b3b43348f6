package kv.api.spi.storage;

import java.util.Map;

/// What the server grants an engine.
///
/// @param cacheBytes memory for cached blocks or pages, outside the Java heap where possible
/// @param writeBufferBytes memory for writes that are not yet in files
/// @param settings further settings of this engine alone, `--storage-option name=value`
public record StorageOptions(
        long cacheBytes, long writeBufferBytes, Map<String, String> settings) {

    /// Defaults that fit a small server: 32 MiB of cache and 16 MiB of write buffers.
    public static StorageOptions small() {
        return new StorageOptions(32L << 20, 16L << 20, Map.of());
    }
}
