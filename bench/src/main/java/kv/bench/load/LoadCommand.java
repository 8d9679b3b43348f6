package kv.bench.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bench load OPERATION`: drives one server and prints rate and latencies.
@Command(
        name = "load",
        description = "Drives one server, kvd or etcd, and prints rate and latencies.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LoadCommand implements Callable<Integer> {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    @Parameters(
            description = "One of ${COMPLETION-CANDIDATES}.",
            paramLabel = "OPERATION")
    private Operation operation;

    @Option(
            names = "--endpoint",
            description = "The server's client address.",
            defaultValue = "http://127.0.0.1:2379")
    private String endpoint;

    @Option(
            names = "--clients",
            description = "Requests in flight.",
            defaultValue = "100")
    private int clients;

    @Option(names = "--connections", description = "TCP connections.", defaultValue = "10")
    private int connections;

    @Option(
            names = "--rate",
            description = "Requests a second that are due whatever the server does; 0 sends as"
                    + " fast as answers come.",
            defaultValue = "0")
    private int rate;

    @Option(names = "--keys", description = "Number of keys.", defaultValue = "100000")
    private int keys;

    @Option(names = "--key-size", description = "Bytes of a key.", defaultValue = "64")
    private int keyBytes;

    @Option(names = "--val-size", description = "Bytes of a value.", defaultValue = "256")
    private int valueBytes;

    @Option(names = "--fill", description = "Write every key once before.")
    private boolean fill;

    @Option(names = "--warmup", description = "Not counted, seconds.", defaultValue = "5")
    private int warmupS;

    @Option(names = "--duration", description = "Counted, seconds.", defaultValue = "10")
    private int durationS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        KeySpace space = new KeySpace(keys, keyBytes, valueBytes);
        LoadPlan plan = new LoadPlan(
                operation, space, clients, rate,
                Duration.ofSeconds(warmupS), Duration.ofSeconds(durationS));
        try (Clients connected = Clients.connect(endpoint, connections)) {
            if (fill) {
                LoadRun.fill(connected, space, clients);
            }
            return report(LoadRun.of(connected, plan, () -> { }));
        }
    }

    private int report(LoadResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s: %,d answered in %.1f s, %,.0f a second, %d refused%n",
                operation, result.answered(), result.seconds(), result.throughput(),
                result.failures());
        for (double percent : PERCENTILES) {
            out.printf("  p%-5s %9.3f ms%n", percent, result.millisAt(percent));
        }
        out.flush();
        if (result.failure() != null) {
            spec.commandLine().getErr().println("first refusal: " + result.failure());
            return 1;
        }
        return 0;
    }
}
