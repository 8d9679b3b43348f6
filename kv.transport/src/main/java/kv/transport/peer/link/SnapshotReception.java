package kv.transport.peer.link;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.transport.http.ChannelExchange;
import kv.transport.http.PlainText;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.SnapshotSink;

/// One snapshot on its way in. The event loop puts pieces of the body into a queue, and rests while
/// that is full; a thread takes them, and waits for the disk as long as it must.
final class SnapshotReception {

    /// How long the sender may say nothing.
    static final long STALL_MS = 60_000;

    private static final System.Logger LOG = System.getLogger(SnapshotReception.class.getName());
    private static final long MAX_QUEUED_BYTES = 4L << 20;
    private static final int MAX_HEADER_BYTES = 64 << 20;
    private static final Piece GONE = new Piece(new byte[0], false);

    private final ChannelExchange exchange;
    private final PeerIdentity self;
    private final PeerEvents events;
    private final SnapshotCounts counts;
    private final LinkedBlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final ByteBuffer length = ByteBuffer.allocate(Long.BYTES);
    private ByteBuffer header;
    private SnapshotSink sink;

    private record Piece(byte[] bytes, boolean last) {
    }

    SnapshotReception(ChannelExchange exchange, PeerIdentity self, PeerEvents events,
            SnapshotCounts counts) {
        this.exchange = exchange;
        this.self = self;
        this.events = events;
        this.counts = counts;
    }

    /// On the connection's event loop.
    void begin() {
        exchange.receive(this::offer);
        exchange.onClose(() -> queue.add(GONE));
        counts.begin();
        Thread.ofPlatform().daemon().name("kvd-snapshot-receive").start(this::run);
    }

    private void offer(byte[] bytes, boolean last) {
        queue.add(new Piece(bytes, last));
        if (queuedBytes.addAndGet(bytes.length) > MAX_QUEUED_BYTES) {
            exchange.rest(true);
        }
    }

    private void run() {
        long startNs = System.nanoTime();
        try {
            takeAll();
            counts.succeeded(System.nanoTime() - startNs);
            exchange.respond(204, Map.of(PeerIdentity.CLUSTER_ID, self.cluster()), new byte[0]);
        } catch (Refusal refusal) {
            refuse(refusal);
        } catch (IOException failed) {
            refuse(new Refusal(500, "failed to save KV snapshot (" + failed.getMessage() + ")"));
        } catch (RuntimeException | Error broken) {
            LOG.log(System.Logger.Level.ERROR, "a snapshot could not be taken", broken);
            refuse(new Refusal(500, "failed to save KV snapshot (" + broken + ")"));
        }
    }

    private void refuse(Refusal refusal) {
        counts.failed();
        LOG.log(System.Logger.Level.WARNING, "refused a snapshot from " + exchange.peer() + ": "
                + refusal.getMessage());
        if (sink != null) {
            sink.abandon(refusal.getMessage());
        }
        PlainText.error(exchange, refusal.status, refusal.getMessage(),
                Map.of(PeerIdentity.CLUSTER_ID, self.cluster(), "Connection", "close"));
    }

    private void takeAll() throws IOException {
        boolean last = false;
        while (!last) {
            Piece piece = next();
            if (queuedBytes.addAndGet(-piece.bytes.length) < MAX_QUEUED_BYTES / 2) {
                exchange.rest(false);
            }
            take(ByteBuffer.wrap(piece.bytes));
            last = piece.last;
        }
        if (sink == null) {
            throw new Refusal(400, "failed to decode raft message (unexpected EOF)");
        }
        SnapshotSink whole = sink;
        sink = null;
        whole.finish();
    }

    private Piece next() throws IOException {
        try {
            Piece piece = queue.poll(STALL_MS, TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw new IOException("the sender has sent nothing for a minute");
            }
            if (piece == GONE) {
                throw new IOException("unexpected EOF");
            }
            return piece;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private void take(ByteBuffer bytes) throws IOException {
        fill(length, bytes);
        if (header == null && !length.hasRemaining()) {
            header = ByteBuffer.allocate(headerBytes(length.getLong(0)));
        }
        if (header != null && sink == null) {
            fill(header, bytes);
            if (!header.hasRemaining()) {
                sink = events.snapshot(decode(header.array()));
            }
        }
        if (sink != null && bytes.hasRemaining()) {
            sink.write(bytes);
        }
    }

    private static void fill(ByteBuffer target, ByteBuffer source) {
        int taken = Math.min(target.remaining(), source.remaining());
        target.put(target.position(), source, source.position(), taken);
        target.position(target.position() + taken);
        source.position(source.position() + taken);
    }

    private static int headerBytes(long claimed) throws Refusal {
        if (claimed < 0 || claimed > MAX_HEADER_BYTES) {
            throw new Refusal(400,
                    "failed to decode raft message (error reading message: too large)");
        }
        return (int) claimed;
    }

    private static Message decode(byte[] bytes) throws Refusal {
        try {
            Message message = Message.parseFrom(bytes);
            if (message.getType() != MessageType.MsgSnap) {
                throw new Refusal(400, "wrong raft message type");
            }
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(400, "failed to decode raft message (" + e.getMessage() + ")");
        }
    }

    /// What the sender is told.
    private static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String text) {
            super(text);
            this.status = status;
        }
    }
}
