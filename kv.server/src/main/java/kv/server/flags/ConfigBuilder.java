package kv.server.flags;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kv.server.config.ClusterConfig;
import kv.server.config.ClusterState;
import kv.server.config.KeepAliveConfig;
import kv.server.config.LimitConfig;
import kv.server.config.ListenConfig;
import kv.server.config.LogConfig;
import kv.server.config.MemberConfig;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.server.config.StorageConfig;
import kv.server.config.TimingConfig;

/// Makes the records of the configuration from verified flags: fills in what follows from other
/// flags, and notes what an operator should know.
final class ConfigBuilder {

    private static final String DEFAULT_NAME = "default";
    private static final String DEFAULT_CLUSTER = "default=http://localhost:2380";
    private static final long DEFAULT_SNAPSHOT_COUNT = 10_000;
    private static final long DEFAULT_COMMIT_NS = Duration.ofMillis(100).toNanos();
    private static final long DEFAULT_PAUSE_NS = Duration.ofMillis(10).toNanos();
    private static final long DEFAULT_PROGRESS_NS = Duration.ofMinutes(10).toNanos();
    private static final long MIN_PROGRESS_NS = Duration.ofMillis(100).toNanos();
    private static final int DEFAULT_COMMIT_OPERATIONS = 10_000;
    private static final int DEFAULT_COMPACTION_BATCH = 1_000;
    private static final long MAX_REQUEST_BYTES = 1L << 30;
    private static final long NS_PER_MS = 1_000_000;

    private final FlagValues values;
    private final List<Notice> notices;

    ConfigBuilder(FlagValues values, List<Notice> notices) {
        this.values = values;
        this.notices = notices;
    }

    ServerConfig build() {
        notePassedOver();
        List<URI> advertisePeer = advertised("initial-advertise-peer-urls", "listen-peer-urls");
        return new ServerConfig(member(), timing(), listen(), cluster(advertisePeer), limits(),
                keepAlive(), storage(), log());
    }

    private void notePassedOver() {
        for (String name : values.names()) {
            Flag.Treatment treatment = FlagTable.find(name).orElseThrow().treatment();
            if (treatment == Flag.Treatment.LEGACY) {
                notices.add(Notice.warn("ignored flag in argument", "flag", name));
            } else if (treatment == Flag.Treatment.WITHOUT_EFFECT && !values.standard(name)) {
                notices.add(Notice.warn("flag has no effect in kvd", "flag", name));
            }
        }
    }

    private MemberConfig member() {
        String name = values.text("name");
        if (name.equals(DEFAULT_NAME)) {
            notices.add(Notice.warn("it isn't recommended to use default name, please set a value "
                    + "for --name. Note that etcd might run into issue when multiple members have "
                    + "the same default name", "name", name));
        }
        String directory = values.text("data-dir");
        if (directory.isEmpty()) {
            directory = name + ".etcd";
            notices.add(Notice.warn("'data-dir' was empty; using default", "data-dir", directory));
        }
        long count = values.number("snapshot-count");
        String wal = values.text("wal-dir");
        return new MemberConfig(
                name,
                Path.of(directory),
                wal.isEmpty() ? Optional.empty() : Optional.of(Path.of(wal)),
                count == 0 ? DEFAULT_SNAPSHOT_COUNT : count,
                values.number("snapshot-catchup-entries"));
    }

    private TimingConfig timing() {
        return new TimingConfig(
                values.number("heartbeat-interval"),
                values.number("election-timeout"),
                values.flag("initial-election-tick-advance"),
                values.flag("pre-vote"),
                watchProgress());
    }

    private long watchProgress() {
        long intervalNs = values.durationNs("watch-progress-notify-interval");
        if (intervalNs <= 0) {
            return DEFAULT_PROGRESS_NS;
        }
        if (intervalNs < MIN_PROGRESS_NS) {
            notices.add(Notice.warn("adjusting watch progress notify interval to minimum period",
                    "min-watch-progress-notify-interval", "100ms"));
        }
        return Math.max(intervalNs, MIN_PROGRESS_NS);
    }

    private ListenConfig listen() {
        return new ListenConfig(
                values.urls("listen-client-urls"),
                values.urls("listen-peer-urls"),
                values.urls("listen-metrics-urls"),
                values.urls("listen-admin-urls"),
                new LinkedHashSet<>(values.words("cors")),
                hosts());
    }

    private Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>(values.words("host-whitelist"));
        hosts.remove("");
        return hosts;
    }

    private ClusterConfig cluster(List<URI> advertisePeer) {
        return new ClusterConfig(
                initial(advertisePeer),
                values.text("initial-cluster-token"),
                clusterState(),
                values.flag("strict-reconfig-check"),
                advertisePeer,
                advertised("advertise-client-urls", "listen-client-urls"));
    }

    private ClusterState clusterState() {
        return values.flag("force-new-cluster") ? ClusterState.FORCED : ClusterState.valueOf(
                values.text("initial-cluster-state").toUpperCase(Locale.ROOT));
    }

    /// What is advertised, if nothing was named, is the default, unless the listener takes a free
    /// port: then it is the listener's URL, and the assembly fills the port in.
    private List<URI> advertised(String name, String listener) {
        List<URI> listened = values.urls(listener);
        boolean any = listened.stream().anyMatch(UrlText::anyPort);
        return any && !values.given(name) ? listened : values.urls(name);
    }

    /// An initial cluster that was left alone follows name and advertised URLs, as with etcd; with
    /// the default name only when the port is a free one.
    private SortedMap<String, List<URI>> initial(List<URI> advertisePeer) {
        String name = values.text("name");
        String text = values.text("initial-cluster");
        boolean follows = !name.equals(DEFAULT_NAME)
                || advertisePeer.stream().anyMatch(UrlText::anyPort);
        if (text.equals(DEFAULT_CLUSTER) && follows) {
            return new TreeMap<>(Map.of(name, advertisePeer));
        }
        return InitialCluster.parse(text);
    }

    private LimitConfig limits() {
        long quota = values.number("quota-backend-bytes");
        long request = values.number("max-request-bytes");
        if (request > MAX_REQUEST_BYTES) {
            throw RefusedStart.because(EnvironmentReader.REFUSAL, "--max-request-bytes " + request
                    + " is more than one request may hold (" + MAX_REQUEST_BYTES + ")");
        }
        return new LimitConfig(
                quota == 0 ? LimitConfig.DEFAULT_QUOTA_BYTES : quota,
                (int) request,
                (int) Math.min(Integer.MAX_VALUE, values.number("max-txn-ops")),
                values.number("max-concurrent-streams"),
                values.durationNs("warning-apply-duration"));
    }

    private KeepAliveConfig keepAlive() {
        return new KeepAliveConfig(
                values.durationNs("grpc-keepalive-min-time") / NS_PER_MS,
                values.durationNs("grpc-keepalive-interval") / NS_PER_MS,
                values.durationNs("grpc-keepalive-timeout") / NS_PER_MS);
    }

    private StorageConfig storage() {
        String plugins = values.text("plugin-dir");
        return new StorageConfig(
                values.text("storage-engine"),
                engineOptions(),
                standing(values.durationNs("backend-batch-interval"), DEFAULT_COMMIT_NS),
                (int) standing(values.number("backend-batch-limit"), DEFAULT_COMMIT_OPERATIONS),
                (int) standing(values.number("compaction-batch-limit"), DEFAULT_COMPACTION_BATCH),
                standing(values.durationNs("compaction-sleep-interval"), DEFAULT_PAUSE_NS),
                plugins.isEmpty() ? Optional.empty() : Optional.of(Path.of(plugins)));
    }

    private static long standing(long given, long standard) {
        return given <= 0 ? standard : Math.min(given, Integer.MAX_VALUE * NS_PER_MS);
    }

    private Map<String, String> engineOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : values.words("storage-option")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            } else if (!option.isEmpty()) {
                throw RefusedStart.because(EnvironmentReader.REFUSAL,
                        "--storage-option is name=value, with a comma between: " + option);
            }
        }
        return options;
    }

    private LogConfig log() {
        Optional<LogConfig.Format> format = values.given("log-format")
                && !values.text("log-format").isEmpty()
                ? Optional.of(LogConfig.Format.valueOf(
                        values.text("log-format").toUpperCase(Locale.ROOT)))
                : Optional.empty();
        List<String> outputs = Arrays.stream(values.text("log-outputs").split(","))
                .map(output -> output.equals("default") ? "stderr" : output).distinct().toList();
        return new LogConfig(level(values.text("log-level")), format, outputs);
    }

    /// The level of zap's name; empty text is `info`. What zap has above error is error here.
    ///
    /// @throws BadCommandLine for another name: etcd panics, which ends it the same way
    private static System.Logger.Level level(String name) {
        boolean known = name.equals(name.toLowerCase(Locale.ROOT))
                || name.equals(name.toUpperCase(Locale.ROOT));
        return switch (known ? name.toLowerCase(Locale.ROOT) : name) {
            case "debug" -> System.Logger.Level.DEBUG;
            case "", "info" -> System.Logger.Level.INFO;
            case "warn" -> System.Logger.Level.WARNING;
            case "error", "dpanic", "panic", "fatal" -> System.Logger.Level.ERROR;
            default -> throw new BadCommandLine("unrecognized level: \"" + name + "\"");
        };
    }
}
