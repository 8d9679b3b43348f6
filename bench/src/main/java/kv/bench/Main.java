package kv.bench;

import kv.bench.compare.ClusterCommand;
import kv.bench.compare.CompareCommand;
import kv.bench.lease.LeaseCommand;
import kv.bench.load.LoadCommand;
import kv.bench.micro.MicroCommand;
import kv.bench.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `bench/run`.
@Command(
        name = "bench",
        description = "Measures kvd and etcd with the same client.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class, LeaseCommand.class, WatchCommand.class, CompareCommand.class,
            ClusterCommand.class, MicroCommand.class})
public final class Main {

    private Main() {
    }

    /// Runs a command line and ends the process with its exit code.
    public static void main(String... args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }
}
