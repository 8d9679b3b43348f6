package kv.server.flags;

import static kv.server.flags.Flag.later;
import static kv.server.flags.Flag.legacy;
import static kv.server.flags.Flag.served;
import static kv.server.flags.Flag.withoutEffect;
import static kv.server.flags.FlagType.BOOL;
import static kv.server.flags.FlagType.DURATION;
import static kv.server.flags.FlagType.INT;
import static kv.server.flags.FlagType.TEXT;
import static kv.server.flags.FlagType.URLS;
import static kv.server.flags.FlagType.WORDS;

import java.util.List;
import java.util.stream.Stream;
import kv.server.config.StorageConfig;

/// The flags of watching, logging and tuning a member, and kvd's own.
final class OperationFlags {

    static final List<Flag> MONITORING = List.of(
            later("enable-pprof", BOOL, "false", "Serve Go's profiles."),
            later("metrics", TEXT, "basic", "Detail of the metrics: basic or extensive."),
            served("listen-metrics-urls", URLS, "",
                    "Addresses for /metrics and health alone."));

    static final List<Flag> LOGGING = List.of(
            served("logger", TEXT, "zap", "zap, the only form of record."),
            served("log-outputs", WORDS, "default",
                    "Where the log goes: default (stderr), stderr, stdout, or files."),
            served("log-level", TEXT, "info", "debug, info, warn, error, panic or fatal."),
            served("log-format", TEXT, "json",
                    "json or console; not given, a terminal gets console."),
            later("enable-log-rotation", BOOL, "false", "Begin a new log file when one is full."),
            later("log-rotation-config-json", TEXT, "{\"maxsize\": 100, \"maxage\": 0, "
                    + "\"maxbackups\": 0, \"localtime\": false, \"compress\": false}",
                    "When a log file is full, and how many are kept."),
            served("warning-apply-duration", DURATION, "100ms",
                    "Applies that take longer are logged."),
            later("warning-unary-request-duration", DURATION, "300ms",
                    "Requests that take longer are logged."),
            later("enable-distributed-tracing", BOOL, "false", "Send traces by OTLP."),
            later("distributed-tracing-address", TEXT, "localhost:4317", "The collector."),
            later("distributed-tracing-service-name", TEXT, "etcd", "Name in the traces."),
            later("distributed-tracing-instance-id", TEXT, "", "Instance in the traces."),
            later("distributed-tracing-sampling-rate", INT, "0", "Samples in a million."));

    static final List<Flag> BEHAVIOUR = List.of(
            withoutEffect("enable-grpc-gateway", BOOL, "true",
                    "Serve the JSON gateway, which kvd does not have yet."),
            later("corrupt-check-time", DURATION, "0s", "Time between checks; 0s: none."),
            later("compact-hash-check-time", DURATION, "1m0s",
                    "Time between checks of the hashes of compactions."),
            served("compaction-batch-limit", INT, "0",
                    "Revisions that a compaction deletes in one go; 0: 1000."),
            served("compaction-sleep-interval", DURATION, "0s",
                    "Rest between two such batches; 0s: 10ms."),
            served("watch-progress-notify-interval", DURATION, "0s",
                    "Silence after which watchers hear of progress; 0s: 10m."),
            later("downgrade-check-time", DURATION, "5s", "Time between checks of a downgrade."),
            later("feature-gates", TEXT, "", "Features to switch: A=true,B=false."));

    static final List<Flag> UNSAFE = List.of(
            served("force-new-cluster", BOOL, "false",
                    "Make this member the only one, with what it knows to be committed."),
            later("unsafe-no-fsync", BOOL, "false", "Do not wait for the disk."));

    static final List<Flag> OWN = List.of(
            served("storage-engine", TEXT, StorageConfig.DEFAULT_ENGINE,
                    "Engine that keeps the data; the data directory remembers it."),
            served("storage-option", TEXT, "", "Settings of the engine: name=value, with a comma "
                    + "between."),
            served("plugin-dir", TEXT, "", "Jars or directories of jars opened as plugins; "
                    + "empty: the folder plugins/ of the installation."),
            served("listen-admin-urls", URLS, "",
                    "Addresses of the browser console, loopback only; empty: no console."));

    static final List<Flag> LEGACY = Stream.of("cluster-active-size", "cluster-remove-delay",
            "cluster-sync-interval", "config", "force", "max-result-buffer", "max-retry-attempts",
            "peer-heartbeat-interval", "peer-election-timeout", "retry-interval", "snapshot", "v",
            "vv", "test.coverprofile", "test.outputdir").map(name -> legacy(name)).toList();

    private OperationFlags() {
    }
}
