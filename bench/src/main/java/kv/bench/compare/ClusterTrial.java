package kv.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kv.bench.load.Clients;
import kv.bench.load.KeySpace;
import kv.bench.load.LoadPlan;
import kv.bench.load.LoadResult;
import kv.bench.load.LoadRun;
import kv.bench.load.Operation;

/// Three members taken through writes, reads at followers, and the death of leaders. One thread;
/// one use.
final class ClusterTrial {

    private static final int CLIENTS = 100;
    private static final int CONNECTIONS = 12;

    private final TrialSettings settings;
    private final int kills;
    private final Contest.Turn turn;
    private final KeySpace space;

    /// @param kills of leaders
    ClusterTrial(TrialSettings settings, int kills, Contest.Turn turn) {
        this.settings = settings;
        this.kills = kills;
        this.turn = turn;
        this.space = new KeySpace(settings.keys(), settings.keyBytes(), settings.valueBytes());
    }

    void run() throws IOException, InterruptedException {
        try (ServerCluster cluster = ServerCluster.start(turn.binary(), turn.directory())) {
            Observed puts = load(cluster, cluster.endpoints(), Operation.PUT);
            read(Measure.CLUSTER_PUT_CPU, puts.microsPerOperation());
            read(Measure.CLUSTER_PUT_RATE, puts.load().throughput());
            read(Measure.CLUSTER_PUT_P99, puts.load().millisAt(99));
            List<String> followers = cluster.endpointsWithout(cluster.leader());
            Observed gets = load(cluster, followers, Operation.GET);
            read(Measure.FOLLOWER_GET_CPU, gets.microsPerOperation());
            read(Measure.FOLLOWER_GET_RATE, gets.load().throughput());
            read(Measure.FOLLOWER_GET_P99, gets.load().millisAt(99));
            Observed local = load(cluster, followers, Operation.SERIALIZABLE);
            read(Measure.FOLLOWER_SERIALIZABLE_CPU, local.microsPerOperation());
            for (int i = 0; i < kills; i++) {
                read(Measure.FAILOVER_GAP, Failover.of(cluster, space));
            }
        }
        wipe();
    }

    private Observed load(ServerCluster cluster, List<String> endpoints, Operation operation) {
        LoadPlan plan = new LoadPlan(
                operation, space, CLIENTS, 0, settings.warmup(), settings.counted());
        double[] before = new double[1];
        try (Clients clients = Clients.connect(endpoints, CONNECTIONS)) {
            LoadResult result =
                    LoadRun.of(clients, plan, () -> before[0] = cluster.cpuSeconds());
            double cpuSeconds = cluster.cpuSeconds() - before[0];
            if (result.failure() != null) {
                throw result.failure();
            }
            return new Observed(result, cpuSeconds);
        }
    }

    private void read(Measure measure, double value) {
        turn.readings().add(measure, value);
        turn.progress().accept(String.format(
                Locale.ROOT, "  %-48s %,12.2f %s", measure.title(), value, measure.unit()));
    }

    private void wipe() throws IOException {
        Path directory = turn.directory();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// A load, and the processor time of all members in its counted part.
    private record Observed(LoadResult load, double cpuSeconds) {

        double microsPerOperation() {
            return cpuSeconds * 1e6 / load.answered();
        }
    }
}
