package kv.shell.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import kv.api.pb.etcdserverpb.SnapshotRequest;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.ClientCall;
import kv.api.service.MaintenanceService;

/// Saves a member's snapshot to a file, which appears when it is whole and on the disk.
public final class SnapshotDownload {

    private static final int HASH_BYTES = 32;
    private static final int SECTOR = 512;

    private SnapshotDownload() {
    }

    /// Saves it.
    ///
    /// @return the content's version, empty before etcd 3.6
    /// @throws IOException when the file cannot get its name
    /// @throws CommandFailure when it cannot be written, or is not whole
    /// @throws kv.api.KvException when the member refuses or is not there
    public static String save(Connection connection, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            String version = download(connection, part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return version;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String download(Connection connection, Path part) throws IOException {
        try (FileChannel file = open(part)) {
            String[] version = {""};
            AwaitedStream<SnapshotResponse> answers = new AwaitedStream<>(piece -> {
                write(file, piece.getBlob().asReadOnlyByteBuffer());
                version[0] = piece.getVersion();
            });
            ClientCall call = connection.open();
            connection.service(MaintenanceService.class)
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
