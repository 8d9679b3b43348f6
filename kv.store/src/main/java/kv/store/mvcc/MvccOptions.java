package kv.store.mvcc;

import java.util.concurrent.TimeUnit;
import kv.store.rows.PendingRuns.SealLimits;

/// Local settings of the store.
///
/// @param minLeaseTtlSeconds shortest lease that is granted; follows from the election timeout and
///        is a local input of apply, so members with different timeouts differ in it
/// @param valueCacheBytes memory for values outside the heap
/// @param maxRequestBytes what the chunks of a range stream are measured against
/// @param sealLimits when a pending run goes to the engine
/// @param compactionBatchRows rows that a turn of the compaction pass looks at
/// @param watchRingBytes memory for the newest events, from which watchers catch up
public record MvccOptions(long minLeaseTtlSeconds, long valueCacheBytes, int maxRequestBytes,
        SealLimits sealLimits, int compactionBatchRows, long watchRingBytes) {

    /// etcd's defaults where etcd has one.
    public static MvccOptions defaults() {
        return new MvccOptions(2, 16L << 20, 1_572_864,
                new SealLimits(TimeUnit.MILLISECONDS.toNanos(100), 10_000, 16L << 20), 1000,
                16L << 20);
    }

    /// These options with another shortest lease.
    public MvccOptions withMinLeaseTtlSeconds(long seconds) {
        return new MvccOptions(
                seconds, valueCacheBytes, maxRequestBytes, sealLimits, compactionBatchRows,
                watchRingBytes);
    }

    /// These options with another size of the value cache.
    public MvccOptions withValueCacheBytes(long sizeBytes) {
        return new MvccOptions(
                minLeaseTtlSeconds, sizeBytes, maxRequestBytes, sealLimits, compactionBatchRows,
                watchRingBytes);
    }

    /// These options with another request limit.
    public MvccOptions withMaxRequestBytes(int sizeBytes) {
        return new MvccOptions(
                minLeaseTtlSeconds, valueCacheBytes, sizeBytes, sealLimits, compactionBatchRows,
                watchRingBytes);
    }

    /// These options with another memory for the newest events.
    public MvccOptions withWatchRingBytes(long sizeBytes) {
        return new MvccOptions(
                minLeaseTtlSeconds, valueCacheBytes, maxRequestBytes, sealLimits,
                compactionBatchRows, sizeBytes);
    }
}
