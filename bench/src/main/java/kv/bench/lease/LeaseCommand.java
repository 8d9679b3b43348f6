package kv.bench.lease;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import kv.bench.load.Clients;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench leases`: grants, renews and loses many leases of one server.
@Command(
        name = "leases",
        description = "Grants, renews and loses many leases of one server, kvd or etcd.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LeaseCommand implements Callable<Integer> {

    private static final double[] PERCENTILES = {50, 90, 99, 100};

    @Option(
            names = "--endpoint",
            description = "The server's client address.",
            defaultValue = "http://127.0.0.1:2379")
    private String endpoint;

    @Option(names = "--count", description = "Number of leases.", defaultValue = "100000")
    private int count;

    @Option(names = "--ttl", description = "Of the first to end, seconds.", defaultValue = "30")
    private int ttlS;

    @Option(names = "--spread", description = "From the first to the last, seconds.",
            defaultValue = "60")
    private int spreadS;

    @Option(names = "--bare", description = "Leases hold no key.")
    private boolean bare;

    @Option(names = "--clients", description = "Grants in flight.", defaultValue = "100")
    private int clients;

    @Option(names = "--connections", description = "TCP connections.", defaultValue = "10")
    private int connections;

    @Option(names = "--patience", description = "For late ends, seconds.", defaultValue = "60")
    private int patienceS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Clients connected = Clients.connect(endpoint, connections);
                Revocations revocations = new Revocations(endpoint)) {
            LeaseRun run = new LeaseRun(connected, new LeaseRun.Plan(
                    count, ttlS, spreadS, !bare, clients, connections));
            long before = revocations.total();
            say(out, "granted", run.grant());
            say(out, "renewed", run.renew());
            Histogram lateness = revocations.lateness(
                    before, run, Duration.ofSeconds(patienceS));
            out.printf("ended: %,d of %,d%n", lateness.getTotalCount(), count);
            for (double percent : PERCENTILES) {
                out.printf("  p%-5s %9.3f s late%n", percent,
                        lateness.getValueAtPercentile(percent) / 1e3);
            }
            out.flush();
            return lateness.getTotalCount() == count ? 0 : 1;
        }
    }

    private void say(PrintWriter out, String what, double seconds) {
        out.printf("%s: %,d in %.2f s, %,.0f a second%n", what, count, seconds, count / seconds);
        out.flush();
    }
}
