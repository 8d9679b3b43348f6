package kv.api.spi.client;

import java.time.Duration;
import java.util.List;

/// How to reach a cluster.
///
/// @param endpoints URLs or `host:port`, tried in order; at least one
/// @param dialTimeout for one connection to stand
/// @param keepAliveTime ping an idle connection after this long
/// @param keepAliveTimeout and give it up when no answer comes within this
/// @param maxReceiveBytes largest message that is accepted
public record ClientOptions(
        List<String> endpoints,
        Duration dialTimeout,
        Duration keepAliveTime,
        Duration keepAliveTimeout,
        int maxReceiveBytes) {

    /// etcdctl's defaults for these endpoints.
    public static ClientOptions to(List<String> endpoints) {
        return new ClientOptions(
                List.copyOf(endpoints),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                Integer.MAX_VALUE);
    }
}
