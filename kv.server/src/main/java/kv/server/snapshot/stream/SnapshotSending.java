package kv.server.snapshot.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.server.log.Log;
import kv.store.bolt.BoltStream;
import kv.store.bolt.SnapshotTrailer;
import kv.store.schema.MetaRows;

/// One `Snapshot` call: reads the file's next chunk on kvd-read for as long as the receiver takes
/// them, and goes on when it is ready again; no thread waits for it. One producer at a time, who
/// also is the only one to end the call.
final class SnapshotSending {

    private static final Log LOG = Log.of(SnapshotSending.class);
    private static final int CHUNK_BYTES = 32 << 10;

    private final CallContext call;
    private final ReplyStream<SnapshotResponse> reply;
    private final StorageSnapshot rows;
    private final Readers readers;
    private final Runnable onEnd;
    private final MessageDigest digest = SnapshotTrailer.digest();
    private final String version;
    private final AtomicBoolean producing = new AtomicBoolean(true);
    private BoltStream file;
    private volatile long sentChunks;
    private volatile boolean ended;

    /// @param rows the state to send; closed in the end
    /// @param onEnd called once, from any thread, when the call has ended in whatever way
    SnapshotSending(CallContext call, ReplyStream<SnapshotResponse> reply, StorageSnapshot rows,
            Readers readers, Runnable onEnd) {
        this.call = call;
        this.reply = reply;
        this.rows = rows;
        this.readers = readers;
        this.onEnd = onEnd;
        byte[] row = rows.get(Table.META, MetaRows.key(MetaRows.STORAGE_VERSION));
        version = row == null ? "" : new String(row, StandardCharsets.US_ASCII);
    }

    void start() {
        call.onCancel(this::resume);
        readers.run(this::begin, this::refuse);
    }

    /// Counts what was sent; while it stands still, the receiver takes nothing.
    long sentChunks() {
        return sentChunks;
    }

    boolean ended() {
        return ended;
    }

    /// Ends the call unless it is being worked on at this moment.
    void giveUp(KvException reason) {
        if (producing.compareAndSet(false, true)) {
            LOG.warn("gave up sending a database snapshot", "remote-peer", call.peer(),
                    "remaining-bytes", file.remainingBytes(), "reason", reason.getMessage());
            refuse(reason);
        }
    }

    private void begin() {
        try {
            file = BoltStream.of(rows, call::cancelled).orElse(null);
        } catch (StorageException | IllegalStateException closed) {
            refuse(closed(closed));
            return;
        }
        if (file == null) {
            end();
            return;
        }
        LOG.info("sending database snapshot to client", "total-bytes", file.sizeBytes(),
                "storage-version", version);
        reply.onReady(this::resume);
        produce();
    }

    private void resume() {
        if (producing.compareAndSet(false, true)) {
            readers.run(this::produce, this::refuse);
        }
    }

    private void produce() {
        while (true) {
            try {
                sendWhileReady();
            } catch (StorageException | IllegalStateException closed) {
                refuse(closed(closed));
            }
            if (call.cancelled()) {
                end();
            }
            if (ended) {
                return;
            }
            producing.set(false);
            boolean more = call.cancelled() || reply.ready();
            if (!more || !producing.compareAndSet(false, true)) {
                return;
            }
        }
    }

    private void sendWhileReady() {
        while (!ended && !call.cancelled() && reply.ready()) {
            if (file.remainingBytes() > 0) {
                sendChunk();
            } else {
                sendDigest();
            }
        }
    }

    private void sendChunk() {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, file.remainingBytes())];
        file.read(chunk, 0, chunk.length);
        digest.update(chunk);
        send(chunk);
    }

    private void sendDigest() {
        send(digest.digest());
        reply.complete();
        end();
        LOG.info("successfully sent database snapshot to client", "total-bytes", file.sizeBytes(),
                "storage-version", version);
    }

    private void send(byte[] bytes) {
        ByteString blob = UnsafeByteOperations.unsafeWrap(bytes);
        reply.next(SnapshotResponse.newBuilder()
                .setRemainingBytes(file.remainingBytes())
                .setBlob(blob)
                .setVersion(version)
                .build());
        sentChunks++;
    }

    private static KvException closed(RuntimeException reason) {
        return new KvException(StatusCode.UNAVAILABLE, reason.getMessage());
    }

    private void refuse(KvException refusal) {
        reply.fail(refusal);
        end();
    }

    /// Whoever gets here produces, and goes on producing for ever: nobody comes after.
    private void end() {
        if (!ended) {
            ended = true;
            rows.close();
            onEnd.run();
        }
    }
}
