package kv.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kv.bench.load.Clients;
import kv.bench.load.KeySpace;
import kv.bench.load.LoadPlan;
import kv.bench.load.LoadResult;
import kv.bench.load.LoadRun;
import kv.bench.load.Operation;

/// One server taken through everything that is measured, twice from an empty directory: once for
/// writes, once filled with keys for the rest. One thread; one use.
final class Trial {

    private static final String SYNCS = "etcd_disk_wal_fsync_duration_seconds_count";
    private static final int FIXED_RATE = 2_000;
    private static final int WRITE_KEYS = 100_000;
    private static final int FILL_CLIENTS = 500;
    private static final int FILL_CONNECTIONS = 20;
    private static final long SETTLE_MS = 2_000;
    private static final Shape HUNDRED = new Shape(100, 10, 0);

    private final TrialSettings settings;
    private final Path directory;
    private final Readings readings;
    private final Consumer<String> progress;
    private final KeySpace writes;
    private final KeySpace loaded;

    Trial(TrialSettings settings, Path directory, Readings readings, Consumer<String> progress) {
        this.settings = settings;
        this.directory = directory;
        this.readings = readings;
        this.progress = progress;
        this.writes = new KeySpace(WRITE_KEYS, settings.keyBytes(), settings.valueBytes());
        this.loaded = new KeySpace(
                Math.max(1, settings.keys()), settings.keyBytes(), settings.valueBytes());
    }

    /// @param halfRate puts a second for the run at half of the peer's rate; 0 leaves it out
    void run(String binary, int halfRate) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        try (ServerProcess server = new ServerProcess(binary, directory)) {
            writes(server);
            server.stop();
        }
        wipe();
        Files.createDirectory(directory);
        try (ServerProcess server = new ServerProcess(binary, directory)) {
            new WatchTrial(settings, this::read).run(server);
            server.stop();
        }
        wipe();
        if (settings.keys() > 0) {
            Files.createDirectory(directory);
            try (ServerProcess server = new ServerProcess(binary, directory)) {
                loaded(server, halfRate);
                restarts(server);
                server.stop();
            }
            wipe();
        }
    }

    private void writes(ServerProcess server) throws IOException, InterruptedException {
        read(Measure.START, server.start());
        server.pause(SETTLE_MS);
        read(Measure.RSS_EMPTY, server.costs().rssMegabytes());
        Observed puts = load(server, Operation.PUT, writes, HUNDRED);
        read(Measure.PUT_100_CPU, puts.microsPerOperation());
        read(Measure.PUT_100_RATE, puts.load().throughput());
        read(Measure.PUT_100_P99, puts.load().millisAt(99));
        puts.syncsPerOperation().ifPresent(value -> read(Measure.PUT_100_SYNCS, value));
        Observed many = load(server, Operation.PUT, writes, new Shape(1_000, 100, 0));
        read(Measure.PUT_1000_CPU, many.microsPerOperation());
        read(Measure.PUT_1000_RATE, many.load().throughput());
        read(Measure.PUT_1000_P99, many.load().millisAt(99));
        Observed fixed = load(server, Operation.PUT, writes, new Shape(500, 50, FIXED_RATE));
        read(Measure.PUT_FIXED_CPU, fixed.microsPerOperation());
        read(Measure.PUT_FIXED_P99, fixed.load().millisAt(99));
    }

    private void loaded(ServerProcess server, int halfRate)
            throws IOException, InterruptedException {
        server.start();
        long from = System.nanoTime();
        try (Clients clients = Clients.connect(server.endpoint(), FILL_CONNECTIONS)) {
            LoadRun.fill(clients, loaded, FILL_CLIENTS);
        }
        read(Measure.FILL_RATE, settings.keys() * 1e9 / (System.nanoTime() - from));
        server.pause(settings.idle().toMillis());
        read(Measure.RSS_LOADED, server.costs().rssMegabytes());
        read(Measure.DISK_LOADED, server.diskMegabytes());
        reads(server);
        Observed txns = load(server, Operation.TXN, loaded, HUNDRED);
        read(Measure.TXN_CPU, txns.microsPerOperation());
        read(Measure.TXN_RATE, txns.load().throughput());
        if (halfRate > 0) {
            Observed half = load(server, Operation.PUT, loaded, new Shape(1_000, 100, halfRate));
            read(Measure.HALF_P99, half.load().millisAt(99));
        }
    }

    private void reads(ServerProcess server) throws IOException {
        KeySpace one = new KeySpace(1, settings.keyBytes(), settings.valueBytes());
        Observed gets = load(server, Operation.GET, one, HUNDRED);
        read(Measure.GET_ONE_CPU, gets.microsPerOperation());
        read(Measure.GET_ONE_RATE, gets.load().throughput());
        read(Measure.GET_ONE_P99, gets.load().millisAt(99));
        Observed any = load(server, Operation.GET, loaded, HUNDRED);
        read(Measure.GET_ANY_CPU, any.microsPerOperation());
        read(Measure.GET_ANY_RATE, any.load().throughput());
        read(Measure.GET_ANY_P99, any.load().millisAt(99));
        Observed local = load(server, Operation.SERIALIZABLE, one, HUNDRED);
        read(Measure.SERIALIZABLE_ONE_CPU, local.microsPerOperation());
        read(Measure.SERIALIZABLE_ONE_RATE, local.load().throughput());
        Observed localAny = load(server, Operation.SERIALIZABLE, loaded, HUNDRED);
        read(Measure.SERIALIZABLE_ANY_CPU, localAny.microsPerOperation());
        read(Measure.SERIALIZABLE_ANY_RATE, localAny.load().throughput());
        Observed ranges = load(server, Operation.RANGE, loaded, HUNDRED);
        read(Measure.RANGE_CPU, ranges.microsPerOperation());
        read(Measure.RANGE_RATE, ranges.load().throughput());
    }

    private void restarts(ServerProcess server) throws IOException, InterruptedException {
        server.stop();
        read(Measure.RESTART, server.start());
        server.pause(SETTLE_MS);
        server.kill();
        read(Measure.RESTART_KILLED, server.start());
    }

    private Observed load(
            ServerProcess server, Operation operation, KeySpace space, Shape shape)
            throws IOException {
        LoadPlan plan = new LoadPlan(
                operation, space, shape.clients(), shape.rate(),
                settings.warmup(), settings.counted());
        AtomicReference<Counters> before = new AtomicReference<>();
        try (Clients clients = Clients.connect(server.endpoint(), shape.connections())) {
            LoadResult result = LoadRun.of(clients, plan, () -> before.set(counters(server)));
            Counters after = counters(server);
            if (result.failure() != null) {
                throw result.failure();
            }
            return new Observed(result, before.get(), after);
        }
    }

    private static Counters counters(ServerProcess server) {
        try {
            return new Counters(server.costs().cpuSeconds(), server.metric(SYNCS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(Measure measure, double value) {
        readings.add(measure, value);
        progress.accept(String.format(
                Locale.ROOT, "  %-48s %,12.2f %s", measure.title(), value, measure.unit()));
    }

    private void wipe() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// How a load arrives.
    private record Shape(int clients, int connections, int rate) {
    }

    /// What the server counts.
    private record Counters(double cpuSeconds, OptionalDouble syncs) {
    }

    /// A load, and the server's counters around its counted part.
    private record Observed(LoadResult load, Counters before, Counters after) {

        double microsPerOperation() {
            return (after.cpuSeconds - before.cpuSeconds) * 1e6 / load.answered();
        }

        OptionalDouble syncsPerOperation() {
            if (before.syncs.isEmpty() || after.syncs.isEmpty()) {
                return OptionalDouble.empty();
            }
            double syncs = after.syncs.getAsDouble() - before.syncs.getAsDouble();
            return OptionalDouble.of(syncs / load.answered());
        }
    }
}
