package kv.shell.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import kv.api.pb.etcdserverpb.SnapshotRequest;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.ClientCall;
import kv.api.service.MaintenanceService;
import kv.shell.session.AwaitedStream;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `snapshot save | status`. What works on files alone is with the server, as etcd has it in
/// etcdutl.
@Command(name = "snapshot", description = "Saves the data of a member. kvd snapshot looks at such a"
        + " file and restores it.", synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand {

    private static final int HASH_BYTES = 32;
    private static final int SECTOR = 512;

    private final Kvsh kvsh;

    SnapshotCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Command(name = "save", description = "Saves to a file, which appears when it is whole.")
    int save(@Parameters(arity = "0..*", paramLabel = "FILE") List<String> arguments)
            throws IOException {
        if (arguments == null || arguments.size() != 1) {
            throw Kvsh.badArguments("snapshot save expects one argument <filename>");
        }
        if (kvsh.endpoints().size() != 1) {
            throw interrupted("snapshot must be requested to one selected node, not multiple ["
                    + String.join(" ", kvsh.endpoints()) + "]");
        }
        Path target = Path.of(arguments.getFirst());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            String version = download(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            kvsh.streams().out().println("Snapshot saved at " + target);
            if (!version.isEmpty()) {
                kvsh.streams().out().println("Server version " + version);
            }
            return 0;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Command(name = "status", description = "Says where to look at a saved file.")
    int status(@Parameters(arity = "0..*", paramLabel = "FILE") List<String> arguments) {
        throw interrupted("a saved file is looked at by kvd snapshot status");
    }

    /// @return the content's version
    private String download(Path part) throws IOException {
        try (FileChannel file = open(part)) {
            String[] version = {""};
            AwaitedStream<SnapshotResponse> answers = new AwaitedStream<>(piece -> {
                write(file, piece.getBlob().asReadOnlyByteBuffer());
                version[0] = piece.getVersion();
            });
            ClientCall call = kvsh.connection().open();
            kvsh.connection().service(MaintenanceService.class)
                    .snapshot(call, SnapshotRequest.getDefaultInstance(), answers);
            try {
                answers.await();
            } catch (UncheckedIOException failed) {
                throw interrupted("could not write snapshot: " + failed.getCause().getMessage());
            } finally {
                call.cancel();
            }
            if (file.size() % SECTOR != HASH_BYTES) {
                throw interrupted("sha256 checksum not found [bytes: " + file.size() + "]");
            }
            file.force(true);
            return version[0];
        }
    }

    private static FileChannel open(Path part) throws IOException {
        try {
            return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (NoSuchFileException missing) {
            throw interrupted("could not open " + part + " (open " + part
                    + ": no such file or directory)");
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandFailure interrupted(String text) {
        return new CommandFailure(ExitCode.INTERRUPTED, text);
    }
}
