package kv.server.snapshot;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import kv.api.pb.etcdserverpb.SnapshotRequest;
import kv.api.service.ClientCall;
import kv.api.service.MaintenanceService;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;
import kv.store.bolt.SnapshotTrailer;
import kv.store.file.DiskFiles;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `snapshot save`, as etcdctl does it: into `FILE.part`, which gets its name when it is whole and
/// durable.
@Command(name = "save", description = "Saves the data of one running member.")
final class SaveCommand implements Callable<Integer> {

    private static final int RECEIVE_BYTES = 64 << 20;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(6);
    /// etcdctl's exit code for a snapshot that could not be saved.
    private static final int INTERRUPTED = 5;

    private final Providers providers;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<String> arguments = List.of();

    @Option(names = "--endpoints", split = ",", paramLabel = "URL", defaultValue = "127.0.0.1:2379",
            description = "the member (default: ${DEFAULT-VALUE})")
    private List<String> endpoints = List.of();

    @Option(names = "--dial-timeout-ms", paramLabel = "MS", defaultValue = "2000",
            description = "for the connection (default: ${DEFAULT-VALUE})")
    private long dialTimeoutMs;

    SaveCommand(Providers providers, PrintStream out, PrintStream err) {
        this.providers = providers;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        Path target = Path.of(SnapshotProgram.file(
                arguments, "snapshot save expects one argument <filename>"));
        if (endpoints.size() != 1) {
            throw SnapshotFailure.of(INTERRUPTED, "snapshot must be requested to one selected node,"
                    + " not multiple [" + String.join(" ", endpoints) + "]");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            String version = download(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            DiskFiles.INSTANCE.syncDirectory(target.toAbsolutePath().getParent());
            out.println("Snapshot saved at " + target);
            if (!version.isEmpty()) {
                out.println("Server version " + version);
            }
            return 0;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// @return the content's version
    private String download(Path part) throws IOException {
        Files.deleteIfExists(part);
        var options = new ClientOptions(endpoints, Duration.ofMillis(dialTimeoutMs), KEEP_ALIVE,
                KEEP_ALIVE_TIMEOUT, RECEIVE_BYTES);
        try (StoreFile file = open(part); ClientSession session =
                providers.client().connect(options)) {
            Download download = new Download(file, err);
            ClientCall call = ClientCall.unlimited();
            session.services().find(MaintenanceService.class).orElseThrow()
                    .snapshot(call, SnapshotRequest.getDefaultInstance(), download);
            try {
                download.await();
            } finally {
                call.cancel();
            }
            if (!SnapshotTrailer.present(file.sizeBytes())) {
                throw SnapshotFailure.of(INTERRUPTED,
                        "sha256 checksum not found [bytes: " + file.sizeBytes() + "]");
            }
            file.syncAll();
            return download.version();
        }
    }

    private static StoreFile open(Path part) throws IOException {
        try {
            return DiskFiles.INSTANCE.open(part, OpenMode.CREATE_NEW);
        } catch (NoSuchFileException missing) {
            throw SnapshotFailure.of(INTERRUPTED, "could not open " + part + " (open " + part
                    + ": no such file or directory)");
        }
    }
}
