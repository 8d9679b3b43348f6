package kv.server.snapshot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kv.api.spi.storage.StorageProvider;
import kv.server.config.StorageConfig;
import kv.store.file.BrokenStore;
import kv.store.file.DiskFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `snapshot restore`, with etcdutl's flags and those that choose the storage engine.
@Command(name = "restore", description = "Makes the data directory of a new cluster's member."
        + " Every member of the cluster restores the same file.")
final class RestoreCommand implements Callable<Integer> {

    private static final long STEP_BYTES = 64L << 20;

    private final Providers providers;
    private final PrintStream err;
    private long shownBytes;

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<String> arguments = List.of();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "directory to make"
            + " (default: NAME.etcd)")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--wal-dir", paramLabel = "DIR", description = "directory of the log"
            + " (default: in the data directory)")
    private Optional<Path> walDirectory = Optional.empty();

    @Option(names = "--skip-hash-check", description = "take a file without its hash, such as one"
            + " copied from a data directory")
    private boolean skipHashCheck;

    @Option(names = "--bump-revision", defaultValue = "0", paramLabel = "N",
            description = "raise the revision by so much (default: ${DEFAULT-VALUE})")
    private long bumpRevision;

    @Option(names = "--mark-compacted", description = "count the raised revision as compacted;"
            + " goes with --bump-revision")
    private boolean markCompacted;

    RestoreCommand(Providers providers, PrintStream err) {
        this.providers = providers;
        this.err = err;
    }

    /// Flags about the engine, and one of etcdutl that means nothing here.
    static final class EngineOptions {

        @Option(names = "--storage-engine", defaultValue = StorageConfig.DEFAULT_ENGINE,
                paramLabel = "NAME", description = "keeps the data (default: ${DEFAULT-VALUE})")
        private String name = "";

        @Option(names = "--plugin-dir", paramLabel = "DIR", description = "further plugins")
        private Optional<Path> plugins = Optional.empty();

        @Option(names = "--initial-memory-map-size", hidden = true, description = "no effect")
        private String memoryMapSize = "";
    }

    @Override
    public Integer call() {
        Path file = Path.of(SnapshotProgram.file(
                arguments, "snapshot restore requires exactly one argument"));
        if (bumpRevision < 0 || bumpRevision > 0 != markCompacted) {
            throw SnapshotFailure.arguments("--mark-compacted required if --revision-bump > 0");
        }
        StorageProvider provider = providers.storage(engine.name, engine.plugins);
        Path directory = dataDirectory.orElseGet(() -> Path.of(cluster.name() + ".etcd"));
        var plan = new Restore.Plan(file, directory, walDirectory, cluster.founding(),
                skipHashCheck, bumpRevision);
        err.println("restoring snapshot " + file + " into " + directory + ", storage engine "
                + provider.name());
        try {
            new Restore(DiskFiles.INSTANCE, provider, plan).run(this::show)
                    .forEach(warning -> err.println("warning: " + warning));
        } catch (BrokenStore broken) {
            throw SnapshotFailure.because(broken.getMessage());
        }
        err.println("restored snapshot; start the member with --data-dir " + directory
                + " --name " + cluster.name());
        return 0;
    }

    private void show(long loadedBytes) {
        if (loadedBytes - shownBytes >= STEP_BYTES) {
            shownBytes = loadedBytes;
            err.println("loaded " + StatusText.size(loadedBytes));
        }
    }
}
