package kv.api.spi.protocol;

/// Limits of the client port that protocols keep.
///
/// @param maxRequestBytes largest replicated request, `--max-request-bytes`; the receive limit of
///        gRPC is this and 512 KiB
/// @param maxConcurrentStreams of one HTTP/2 connection, unsigned 32 bit
/// @param keepAliveMinMs clients that ping more often are told off, `--grpc-keepalive-min-time`
/// @param keepAliveIntervalMs the server pings an idle connection, `--grpc-keepalive-interval`
/// @param keepAliveTimeoutMs and closes it without an answer, `--grpc-keepalive-timeout`
public record ProtocolLimits(
        int maxRequestBytes,
        long maxConcurrentStreams,
        long keepAliveMinMs,
        long keepAliveIntervalMs,
        long keepAliveTimeoutMs) {

    /// What gRPC adds to the request limit for its receive limit, in bytes.
    public static final int GRPC_OVERHEAD_BYTES = 512 * 1024;

    /// etcd's defaults.
    public static ProtocolLimits standard() {
        return new ProtocolLimits(1_572_864, 0xFFFF_FFFFL, 5_000, 7_200_000, 20_000);
    }
}
