package kv.bench.watch;

import org.HdrHistogram.Histogram;

/// What a run saw in its counted part.
///
/// @param seconds its length
/// @param puts answered
/// @param events received by all watchers
/// @param delays from a put's answer to each of its events, in nanoseconds; 0 for an event that
///        came first
public record WatchResult(double seconds, long puts, long events, Histogram delays) {

    /// Events a second.
    public double throughput() {
        return events / seconds;
    }

    /// The delay that the share `percent` of the events did not pass.
    public double millisAt(double percent) {
        return delays.getValueAtPercentile(percent) / 1e6;
    }
}
