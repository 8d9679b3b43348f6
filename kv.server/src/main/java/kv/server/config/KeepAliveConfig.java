package kv.server.config;

/// Pings on client connections, in milliseconds.
///
/// @param minMs clients that ping more often are told off
/// @param intervalMs the server pings a connection that was idle for so long; 0 for never
/// @param timeoutMs and closes it without an answer; 0 for never
public record KeepAliveConfig(long minMs, long intervalMs, long timeoutMs) {
}
