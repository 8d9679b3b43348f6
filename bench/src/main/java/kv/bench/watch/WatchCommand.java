package kv.bench.watch;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import kv.bench.load.KeySpace;
import kv.bench.process.ProcessCosts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench watch`: many watchers of one key of one server.
@Command(
        name = "watch",
        description = "Has many watchers see one key's changes, at kvd or etcd.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class WatchCommand implements Callable<Integer> {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final int KEY_BYTES = 64;

    @Option(
            names = "--endpoint",
            description = "The server's client address.",
            defaultValue = "http://127.0.0.1:2379")
    private String endpoint;

    @Option(names = "--watchers", description = "Number of watchers.", defaultValue = "1000")
    private int watchers;

    @Option(names = "--connections", description = "TCP connections.", defaultValue = "10")
    private int connections;

    @Option(names = "--streams", description = "Streams of watchers.", defaultValue = "100")
    private int streams;

    @Option(
            names = "--silent",
            description = "Further watchers that never read.",
            defaultValue = "0")
    private int silent;

    @Option(
            names = "--window",
            description = "Puts that not all watchers have seen, at most.",
            defaultValue = "16")
    private int window;

    @Option(
            names = "--rate",
            description = "Puts a second; 0 for as many as watchers take.",
            defaultValue = "0")
    private int rate;

    @Option(names = "--val-size", description = "Bytes of a value.", defaultValue = "256")
    private int valueBytes;

    @Option(names = "--warmup", description = "Not counted, seconds.", defaultValue = "3")
    private int warmupS;

    @Option(names = "--duration", description = "Counted, seconds.", defaultValue = "10")
    private int durationS;

    @Option(
            names = "--pid",
            description = "The server's process, whose memory and CPU are then told; 0 for none.",
            defaultValue = "0")
    private long pid;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        WatchPlan plan = new WatchPlan(watchers, connections, streams, silent,
                new WatchPlan.Writes(new KeySpace(1, KEY_BYTES, valueBytes), window, rate,
                        Duration.ofSeconds(warmupS), Duration.ofSeconds(durationS)));
        ProcessCosts costs = new ProcessCosts(pid);
        double rss = pid == 0 ? 0 : costs.rssMegabytes();
        double[] cpu = new double[2];
        try (WatchRun run = WatchRun.open(endpoint, plan)) {
            if (pid != 0) {
                out.printf("RSS: %,.1f MB more for %,d watchers, %,.0f bytes each%n",
                        costs.rssMegabytes() - rss, watchers,
                        (costs.rssMegabytes() - rss) * (1 << 20) / watchers);
            }
            WatchResult result = run.write(
                    () -> cpu[0] = pid == 0 ? 0 : costs.cpuSeconds(),
                    () -> cpu[1] = pid == 0 ? 0 : costs.cpuSeconds());
            print(out, result, cpu[1] - cpu[0]);
        }
        return 0;
    }

    private static void print(PrintWriter out, WatchResult result, double cpuSeconds) {
        out.printf("events: %,d of %,d puts in %.1f s, %,.0f a second%n", result.events(),
                result.puts(), result.seconds(), result.throughput());
        if (cpuSeconds > 0) {
            out.printf("CPU: %.2f µs an event%n", cpuSeconds * 1e6 / result.events());
        }
        for (double percent : PERCENTILES) {
            out.printf("  p%-5s %9.3f ms after the answer%n", percent, result.millisAt(percent));
        }
        out.flush();
    }
}
