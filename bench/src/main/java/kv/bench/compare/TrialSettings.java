package kv.bench.compare;

import java.time.Duration;

/// The same for both servers.
///
/// @param keys loaded before reads and restarts; 0 leaves these out
/// @param keyBytes length of a key
/// @param valueBytes length of a value
/// @param warmup of each load, not counted
/// @param counted length of each load
/// @param idle after loading, before memory and disk are read
record TrialSettings(
        int keys, int keyBytes, int valueBytes,
        Duration warmup, Duration counted, Duration idle) {
}
