package kv.bench.load;

import org.HdrHistogram.Histogram;

/// What a run saw.
///
/// @param seconds length of the counted part
/// @param failures refused requests; not in the histogram
/// @param failure the first refusal, or null
/// @param latencies of the answered requests in nanoseconds; in an open loop from the moment at
///        which the request was due, so that a stall counts for all that it delayed
public record LoadResult(
        double seconds, long failures, RuntimeException failure, Histogram latencies) {

    /// Answered requests.
    public long answered() {
        return latencies.getTotalCount();
    }

    /// Answered requests a second.
    public double throughput() {
        return answered() / seconds;
    }

    /// The latency that the share `percent` of the requests did not pass.
    public double millisAt(double percent) {
        return latencies.getValueAtPercentile(percent) / 1e6;
    }
}
