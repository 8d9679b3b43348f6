package kv.server;

import kv.raft.model.RaftConfig;
import kv.store.wal.WalDirectory;

/// How large a member makes what no flag sizes, so that a simulation meets the ends of things
/// sooner: a segment that is full, a log that is not in memory, a message that holds no more.
///
/// @param segmentBytes of the log
/// @param tailBytes applied entries that stay in memory
/// @param valueCacheBytes memory for values, outside of the heap
/// @param limits of the consensus
public record Dimensions(
        long segmentBytes, long tailBytes, long valueCacheBytes, RaftConfig.Limits limits) {

    /// A server's.
    public static final Dimensions LIFE_SIZE = new Dimensions(
            WalDirectory.SEGMENT_BYTES, 64L << 20, 16L << 20, RaftConfig.Limits.DEFAULT);
}
