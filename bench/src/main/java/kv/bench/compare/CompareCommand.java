package kv.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--kvd",
            description = "kvd's launcher.",
            defaultValue = "jlink/target/kvd/bin/kvd")
    private String kvd;

    @Option(
            names = "--peer",
            description = "The other server; anything that takes etcd's flags.",
            defaultValue = "etcd")
    private String peer;

    @Option(
            names = "--directory",
            description = "Where data directories are made; tmpfs, unless a disk is the question.",
            defaultValue = "/dev/shm")
    private Path directory;

    @Option(
            names = "--rounds",
            description = "Each is peer, kvd, kvd, peer; 0 is a single peer, kvd.",
            defaultValue = "1")
    private int rounds;

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
        Path own = Files.createTempDirectory(directory, "kvd-bench");
        try {
            compare(settings, own);
            Files.delete(own);
            return 0;
        } catch (RuntimeException failure) {
            spec.commandLine().getErr().println("bench: " + failure.getMessage()
                    + "; what the server wrote is left in " + own);
            return 1;
        }
    }

    private void compare(TrialSettings settings, Path own)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Readings theirs = new Readings();
        Readings ours = new Readings();
        for (char server : order().toCharArray()) {
            boolean isKvd = server == 'k';
            String binary = isKvd ? kvd : peer;
            out.println(binary);
            out.flush();
            Trial trial = new Trial(
                    settings, own.resolve("trial"), isKvd ? ours : theirs, line -> {
                        out.println(line);
                        out.flush();
                    });
            double rate = theirs.median(Measure.PUT_100_RATE).orElse(0);
            trial.run(binary, (int) (rate / 2));
        }
        out.println();
        out.println(RatioTable.of(theirs, ours));
        out.flush();
    }

    private String order() {
        return rounds == 0 ? "pk" : "pkkp".repeat(rounds);
    }
}
