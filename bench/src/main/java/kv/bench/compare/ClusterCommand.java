package kv.bench.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench cluster`: three members of kvd against three of etcd, alternately.
@Command(
        name = "cluster",
        description = "Runs three members of kvd and of a peer alternately and prints the ratios.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ClusterCommand implements Callable<Integer> {

    private static final int KEYS = 100_000;
    private static final int KEY_BYTES = 64;
    private static final int VALUE_BYTES = 256;

    @Mixin
    private Contest contest;

    @Option(
            names = "--kills",
            description = "Leaders killed in each turn.",
            defaultValue = "10")
    private int kills;

    @Option(
            names = "--warmup",
            description = "Of each load, not counted, seconds.",
            defaultValue = "10")
    private int warmupS;

    @Option(names = "--duration", description = "Of each load, seconds.", defaultValue = "10")
    private int durationS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialSettings settings = new TrialSettings(KEYS, KEY_BYTES, VALUE_BYTES,
                Duration.ofSeconds(warmupS), Duration.ofSeconds(durationS), Duration.ZERO);
        CommandLine command = spec.commandLine();
        return contest.run(command.getOut(), command.getErr(),
                turn -> new ClusterTrial(settings, kills, turn).run());
    }
}
