package kv.server.assembly;

import java.util.Map;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.config.ServerConfig;
import kv.server.config.Version;
import kv.server.member.RunningMember;

/// Metrics of the server as a whole, under etcd's names where etcd has them.
final class ServerMetrics {

    private ServerMetrics() {
    }

    /// What is known from the start.
    static void bind(MetricRegistry registry, ServerConfig config, RunningMember member) {
        registry.gauge("etcd_server_version", "Which version is running. 1 for 'server_version' "
                + "label with current version.", Map.of("server_version", Version.ETCD), () -> 1);
        registry.gauge("kvd_server_version", "Which version of kvd is running.",
                Map.of("kvd_version", Version.own()), () -> 1);
        registry.gauge("etcd_server_is_learner",
                "Whether or not this member is a learner. 1 if is, 0 otherwise.", Map.of(),
                () -> member.learner() ? 1 : 0);
        registry.gauge("etcd_server_quota_backend_bytes",
                "Current backend storage quota size in bytes.", Map.of(),
                () -> config.limits().quotaBytes());
    }
}
