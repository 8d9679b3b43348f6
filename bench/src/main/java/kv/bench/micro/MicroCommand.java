package kv.bench.micro;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench micro [NAME …]`: the JMH benchmarks whose names match.
@Command(
        name = "micro",
        description = "Runs the JMH benchmarks whose names match.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class MicroCommand implements Callable<Integer> {

    @Parameters(description = "Regular expressions; all without one.", paramLabel = "NAME")
    private List<String> names = List.of();

    @Option(names = "--iterations", description = "Of one second each.", defaultValue = "5")
    private int iterations;

    @Option(names = "--profiler", description = "A JMH profiler, such as gc.")
    private String profiler;

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
        names.forEach(options::include);
        if (profiler != null) {
            options.addProfiler(profiler);
        }
        new Runner(options.build()).run();
        return 0;
    }
}
