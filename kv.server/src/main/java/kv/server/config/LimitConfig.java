package kv.server.config;

/// What clients may ask for.
///
/// @param quotaBytes size of the stored data at which writes are refused; at most 0: no limit
/// @param maxRequestBytes largest replicated request
/// @param maxTxnOps most operations in one txn
/// @param maxConcurrentStreams of one HTTP/2 connection, unsigned 32 bit
/// @param slowApplyNs applies that take longer are logged; 0 for none
public record LimitConfig(
        long quotaBytes,
        int maxRequestBytes,
        int maxTxnOps,
        long maxConcurrentStreams,
        long slowApplyNs) {

    /// etcd's quota when none is named.
    public static final long DEFAULT_QUOTA_BYTES = 2L << 30;
}
