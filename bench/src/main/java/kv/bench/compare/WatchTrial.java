package kv.bench.compare;

import java.io.IOException;
import java.util.function.ObjDoubleConsumer;
import kv.bench.load.KeySpace;
import kv.bench.process.ProcessCosts;
import kv.bench.watch.WatchPlan;
import kv.bench.watch.WatchResult;
import kv.bench.watch.WatchRun;

/// One empty server and its watchers, of whom one never reads. One thread.
final class WatchTrial {

    private static final int WINDOW = 16;
    private static final int SLOW_RATE = 200;
    private static final long SETTLE_MS = 2_000;

    private final TrialSettings settings;
    private final ObjDoubleConsumer<Measure> read;

    WatchTrial(TrialSettings settings, ObjDoubleConsumer<Measure> read) {
        this.settings = settings;
        this.read = read;
    }

    void run(ServerProcess server) throws IOException, InterruptedException {
        server.start();
        server.pause(SETTLE_MS);
        try (WatchRun run = WatchRun.open(server.endpoint(), plan(1_000, 0))) {
            Observed fast = write(run, server.costs());
            read.accept(Measure.WATCH_1000_RATE, fast.result().throughput());
            read.accept(Measure.WATCH_1000_CPU, fast.microsPerEvent());
        }
        try (WatchRun run = WatchRun.open(server.endpoint(), plan(1_000, SLOW_RATE))) {
            WatchResult slow = write(run, server.costs()).result();
            read.accept(Measure.WATCH_1000_P99, slow.millisAt(99));
        }
        double before = server.costs().rssMegabytes();
        WatchPlan many = plan(10_000, 0);
        try (WatchRun run = WatchRun.open(server.endpoint(), many)) {
            server.pause(SETTLE_MS);
            read.accept(Measure.WATCH_10000_RSS,
                    (server.costs().rssMegabytes() - before) * 1024 / many.watchers());
            Observed fast = write(run, server.costs());
            read.accept(Measure.WATCH_10000_RATE, fast.result().throughput());
            read.accept(Measure.WATCH_10000_CPU, fast.microsPerEvent());
        }
    }

    private WatchPlan plan(int watchers, int rate) {
        return new WatchPlan(watchers, 10, watchers / 10, 1, new WatchPlan.Writes(
                new KeySpace(1, settings.keyBytes(), settings.valueBytes()), WINDOW, rate,
                settings.warmup(), settings.counted()));
    }

    private static Observed write(WatchRun run, ProcessCosts costs) {
        double[] cpuSeconds = new double[2];
        WatchResult result = run.write(
                () -> cpuSeconds[0] = costs.cpuSeconds(),
                () -> cpuSeconds[1] = costs.cpuSeconds());
        return new Observed(result, cpuSeconds[1] - cpuSeconds[0]);
    }

    /// A load, and the server's processor time in its counted part.
    private record Observed(WatchResult result, double cpuSeconds) {

        double microsPerEvent() {
            return cpuSeconds * 1e6 / result.events();
        }
    }
}
