package kv.server.assembly;

import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import kv.server.config.ClusterState;
import kv.server.config.ServerConfig;
import kv.server.config.Version;
import kv.server.log.Log;

/// The record that tells how a member was configured, under etcd's names.
final class EffectiveConfig {

    private static final Log LOG = Log.of(EffectiveConfig.class);

    private EffectiveConfig() {
    }

    static void log(ServerConfig config) {
        LOG.info("starting an etcd server",
                "etcd-version", Version.ETCD,
                "kvd-version", Version.own(),
                "java-version", System.getProperty("java.version"),
                "max-cpu-available", Runtime.getRuntime().availableProcessors(),
                "max-heap-bytes", Runtime.getRuntime().maxMemory(),
                "member-initialized", Files.isDirectory(config.member().walDirectory()),
                "name", config.member().name(),
                "data-dir", config.member().dataDirectory(),
                "wal-dir", config.member().walDirectory(),
                "member-dir", config.member().memberDirectory(),
                "heartbeat-interval", Duration.ofMillis(config.timing().heartbeatMs()),
                "election-timeout", Duration.ofMillis(config.timing().electionMs()),
                "initial-election-tick-advance", config.timing().initialTickAdvance(),
                "snapshot-count", config.member().snapshotCount(),
                "snapshot-catchup-entries", config.member().catchUpEntries(),
                "initial-advertise-peer-urls", config.cluster().advertisePeer(),
                "listen-peer-urls", config.listen().peer(),
                "advertise-client-urls", config.cluster().advertiseClient(),
                "listen-client-urls", config.listen().client(),
                "listen-metrics-urls", config.listen().metrics(),
                "listen-admin-urls", config.listen().admin(),
                "cors", config.listen().corsOrigins(),
                "host-whitelist", config.listen().hostWhitelist(),
                "initial-cluster", initialCluster(config),
                "initial-cluster-state", state(config.cluster().state()),
                "force-new-cluster", config.cluster().state() == ClusterState.FORCED,
                "initial-cluster-token", config.cluster().token(),
                "quota-backend-bytes", config.limits().quotaBytes(),
                "max-request-bytes", config.limits().maxRequestBytes(),
                "max-concurrent-streams", config.limits().maxConcurrentStreams(),
                "pre-vote", config.timing().preVote(),
                "storage-engine", config.storage().engine());
    }

    private static String initialCluster(ServerConfig config) {
        return config.cluster().initial().entrySet().stream()
                .flatMap(member -> member.getValue().stream()
                        .map(url -> member.getKey() + "=" + url))
                .collect(Collectors.joining(","));
    }

    private static String state(ClusterState state) {
        return state == ClusterState.EXISTING ? "existing" : "new";
    }
}
