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

/// `bench compare`: kvd against etcd, alternately, and the table of ratios.
@Command(
        name = "compare",
        description = "Runs kvd and a peer such as etcd alternately and prints the ratios.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CompareCommand implements Callable<Integer> {

    @Mixin
    private Contest contest;

    @Option(
            names = "--keys",
            description = "Keys loaded before reads and restarts; 0 measures writes alone.",
            defaultValue = "1000000")
    private int keys;

    @Option(names = "--key-size", description = "Bytes of a key.", defaultValue = "64")
    private int keyBytes;

    @Option(names = "--val-size", description = "Bytes of a value.", defaultValue = "256")
    private int valueBytes;

    @Option(
            names = "--warmup",
            description = "Of each load, not counted, seconds.",
            defaultValue = "10")
    private int warmupS;

    @Option(names = "--duration", description = "Of each load, seconds.", defaultValue = "10")
    private int durationS;

    @Option(
            names = "--idle",
            description = "Before memory and disk are read, seconds.",
            defaultValue = "60")
    private int idleS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialSettings settings = new TrialSettings(
                keys, keyBytes, valueBytes,
                Duration.ofSeconds(warmupS), Duration.ofSeconds(durationS),
                Duration.ofSeconds(idleS));
        CommandLine command = spec.commandLine();
        return contest.run(command.getOut(), command.getErr(), turn -> {
            double rate = turn.theirs().median(Measure.PUT_100_RATE).orElse(0);
            new Trial(settings, turn.directory(), turn.readings(), turn.progress())
                    .run(turn.binary(), (int) (rate / 2));
        });
    }
}
