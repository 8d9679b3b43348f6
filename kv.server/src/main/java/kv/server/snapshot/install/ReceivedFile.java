package kv.server.snapshot.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import kv.server.log.Log;
import kv.server.storage.DirectoryEngines;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import kv.store.wal.WalPosition;
import kv.transport.peer.SnapshotSink;

/// The file of a snapshot that is being received: written under a name that counts for nothing,
/// and given its own when it is whole and durable. One thread.
final class ReceivedFile implements SnapshotSink {

    private static final Log LOG = Log.of(ReceivedFile.class);

    private final FileAccess files;
    private final Path directory;
    private final Path unfinished;
    private final Path finished;
    private final Load load;
    private final Runnable onFailure;
    private final StoreFile file;
    private long written;

    /// What is done with a whole file.
    interface Load {

        /// @throws IOException when it is of no use
        void file(Path whole) throws IOException;
    }

    ReceivedFile(FileAccess files, Path directory, WalPosition at, Load load, Runnable onFailure)
            throws IOException {
        this.files = files;
        this.directory = directory;
        this.load = load;
        this.onFailure = onFailure;
        String name = DirectoryEngines.fileName(at);
        finished = directory.resolve(name);
        unfinished = directory.resolve(name + ".tmp");
        files.createDirectories(directory);
        files.delete(unfinished);
        file = files.open(unfinished, OpenMode.CREATE_NEW);
    }

    @Override
    public void write(ByteBuffer bytes) {
        int length = bytes.remaining();
        file.write(bytes, written);
        written += length;
    }

    @Override
    public void finish() throws IOException {
        try {
            file.syncAll();
            file.close();
            files.rename(unfinished, finished);
            files.syncDirectory(directory);
            load.file(finished);
        } catch (IOException | RuntimeException | Error failed) {
            files.delete(unfinished);
            discard(finished);
            throw failed;
        }
    }

    @Override
    public void abandon(String reason) {
        LOG.warn("gave up receiving a database snapshot", "file", unfinished.getFileName(),
                "received-bytes", written, "reason", reason);
        file.close();
        discard(unfinished);
    }

    private void discard(Path path) {
        try {
            files.delete(path);
        } catch (IOException failed) {
            throw BrokenStore.naming(path, failed);
        } finally {
            onFailure.run();
        }
    }
}
