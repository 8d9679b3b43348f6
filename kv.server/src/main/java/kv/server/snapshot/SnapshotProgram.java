package kv.server.snapshot;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kv.api.KvException;
import kv.api.spi.storage.StorageException;
import kv.server.config.RefusedStart;
import kv.store.bolt.BoltDamage;
import kv.store.bolt.BoltFile;
import kv.store.bolt.SnapshotStatus;
import kv.store.file.BrokenStore;
import kv.store.file.DiskFiles;
import kv.store.file.StoreRefusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// The command line of `kvd snapshot`, with the flags, texts and exit codes of etcdutl and etcdctl.
@Command(name = "kvd snapshot", description = "Saves and restores snapshots, which are etcd's"
        + " database files.", synopsisSubcommandLabel = "COMMAND")
public final class SnapshotProgram implements Runnable {

    private final PrintStream out;
    private final PrintStream err;
    private final CommandLine line;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "show this help")
    private boolean help;

    /// @param out for results
    /// @param err for progress and errors
    public SnapshotProgram(Providers providers, PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        line = new CommandLine(this);
        line.addSubcommand(new SaveCommand(providers, out, err));
        line.addSubcommand(new Status(out));
        line.addSubcommand(new RestoreCommand(providers, err));
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((failure, arguments) -> refuse(failure));
        line.setExecutionExceptionHandler((failure, at, parsed) -> explain(failure));
    }

    /// Runs a command.
    ///
    /// @param arguments what follows `kvd snapshot`
    /// @return the exit code
    public int run(List<String> arguments) {
        return line.execute(arguments.toArray(String[]::new));
    }

    @Override
    public void run() {
        line.usage(out);
    }

    /// The one file that a command is about.
    static String file(List<String> arguments, String refusal) {
        if (arguments.size() != 1) {
            throw SnapshotFailure.arguments(refusal);
        }
        return arguments.getFirst();
    }

    private int refuse(ParameterException failure) {
        err.println("Error: " + failure.getMessage());
        failure.getCommandLine().usage(err);
        return 1;
    }

    private int explain(Exception failure) throws Exception {
        int code = failure instanceof SnapshotFailure known ? known.exitCode() : 1;
        err.println("Error: " + switch (failure) {
            case SnapshotFailure known -> known.getMessage();
            case RefusedStart refused -> refused.reason();
            case UncheckedIOException io -> text(io.getCause());
            case IOException io -> text(io);
            case BoltDamage damage -> damage.getMessage();
            case StoreRefusal refused -> refused.getMessage();
            case StorageException engine -> engine.getMessage();
            case KvException refusal -> refusal.getMessage();
            default -> throw failure;
        });
        return code;
    }

    private static String text(IOException failure) {
        return failure instanceof NoSuchFileException missing
                ? "open " + missing.getFile() + ": no such file or directory"
                : failure.toString();
    }

    /// `snapshot status`.
    @Command(name = "status", description = "Checks a file and tells hash, revision, keys, size"
            + " and version.")
    static final class Status implements Callable<Integer> {

        private final PrintStream out;

        @Parameters(arity = "0..*", paramLabel = "FILE")
        private List<String> arguments = List.of();

        @Option(names = {"-w", "--write-out"}, paramLabel = "FORMAT", defaultValue = "simple",
                description = "simple, fields, json or table (default: ${DEFAULT-VALUE})")
        private String form = "simple";

        Status(PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() throws IOException {
            Path path = Path.of(
                    file(arguments, "snapshot status requires exactly one argument"));
            try (BoltFile file = BoltFile.open(DiskFiles.INSTANCE, path)) {
                out.println(StatusText.of(SnapshotStatus.of(file), form));
                return 0;
            } catch (NoSuchFileException missing) {
                throw SnapshotFailure.because("stat " + path + ": no such file or directory");
            } catch (BrokenStore unreadable) {
                throw SnapshotFailure.because(unreadable.getMessage());
            }
        }
    }
}
