package kv.server.snapshot;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.ReplyStream;
import kv.store.file.BrokenStore;
import kv.store.file.StoreFile;

/// Writes a snapshot's pieces to a file as they come, on the thread that brings them; another
/// waits for the end.
final class Download implements ReplyStream<SnapshotResponse> {

    private static final long STEP_BYTES = 64L << 20;

    private final StoreFile file;
    private final PrintStream err;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private long writtenBytes;
    private long shownBytes;
    private String version = "";

    Download(StoreFile file, PrintStream err) {
        this.file = file;
        this.err = err;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void onReady(Runnable action) {
        action.run();
    }

    @Override
    public void next(SnapshotResponse message) {
        if (end.isDone()) {
            return;
        }
        try {
            file.write(message.getBlob().asReadOnlyByteBuffer(), writtenBytes);
        } catch (BrokenStore full) {
            end.completeExceptionally(SnapshotFailure.because(full.getMessage()));
            return;
        }
        writtenBytes += message.getBlob().size();
        version = message.getVersion();
        if (writtenBytes - shownBytes >= STEP_BYTES) {
            shownBytes = writtenBytes;
            err.println("saved " + StatusText.size(writtenBytes) + " of "
                    + StatusText.size(writtenBytes + message.getRemainingBytes()));
        }
    }

    @Override
    public void complete() {
        end.complete(version);
    }

    @Override
    public void fail(KvException refusal) {
        end.completeExceptionally(refusal);
    }

    /// Waits until all has come.
    ///
    /// @throws KvException when the member refuses or is not there
    /// @throws SnapshotFailure when the file cannot be written
    void await() {
        try {
            end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// The content's version, once all has come.
    String version() {
        return version;
    }
}
