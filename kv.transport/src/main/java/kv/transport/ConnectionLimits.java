package kv.transport;

/// What one listener grants its connections. Immutable.
///
/// @param maxConnections open at once; further ones wait in the kernel's queue, as with etcd
/// @param detectionMs how long a connection may take to show its protocol
/// @param unsentBytes answers waiting in memory above which a connection is not read; reading goes
///        on when half of it has drained
public record ConnectionLimits(int maxConnections, long detectionMs, int unsentBytes) {

    /// Rejects limits under which nothing could be served.
    public ConnectionLimits {
        if (maxConnections < 1 || detectionMs < 1 || unsentBytes < 2) {
            throw new IllegalArgumentException("limits of a listener must be positive");
        }
    }

    /// No connection limit, ten seconds for detection, 4 MiB of unsent answers.
    public static ConnectionLimits standard() {
        return new ConnectionLimits(Integer.MAX_VALUE, 10_000, 4 * 1024 * 1024);
    }

    /// The same limits with another number of connections.
    public ConnectionLimits withMaxConnections(int connections) {
        return new ConnectionLimits(connections, detectionMs, unsentBytes);
    }
}
