package kv.bench.watch;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;

/// One connection and its watchers, on a thread of its own. A stream's watchers are created one
/// after the other, so that a server which takes requests slowly is not overrun.
final class Listener implements Runnable, AutoCloseable {

    private static final String PATH = "/etcdserverpb.Watch/Watch";

    private final FrameSocket frames;
    private final WatchRequest create;
    private final Deliveries deliveries;
    private final CountDownLatch open;
    private final Map<Integer, Stream> streams = new HashMap<>();
    private int came;
    private long nowNs;
    private volatile boolean closed;

    /// @param open counts down once for each watcher that was created
    Listener(FrameSocket frames, ByteString key, Deliveries deliveries, CountDownLatch open) {
        this.frames = frames;
        this.deliveries = deliveries;
        this.open = open;
        create = request(key);
    }

    private static WatchRequest request(ByteString key) {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key))
                .build();
    }

    /// Opens a watcher that nobody listens to.
    static void openSilent(FrameSocket frames, ByteString key) throws IOException {
        frames.open(1, PATH);
        frames.send(1, request(key));
    }

    /// Opens a stream. Before the thread starts.
    void add(int watchers) throws IOException {
        int number = 2 * streams.size() + 1;
        streams.put(number, new Stream(number, watchers));
        frames.open(number, PATH);
        frames.send(number, create);
    }

    @Override
    public void run() {
        try {
            while (true) {
                nowNs = 0;
                came = 0;
                frames.read(this::frame);
                if (came > 0) {
                    deliveries.came(came);
                }
            }
        } catch (IOException e) {
            failed(new UncheckedIOException("a watcher's connection broke: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException reason) {
        if (!closed) {
            deliveries.failed(reason);
            for (long left = open.getCount(); left > 0; left--) {
                open.countDown();
            }
        }
    }

    private void frame(int type, int flags, int stream, ByteBuffer body) throws IOException {
        if (type == FrameSocket.RESET || (flags & FrameSocket.END_STREAM) != 0) {
            throw new IllegalStateException("the server has ended a watch");
        }
        if (type == FrameSocket.DATA) {
            streams.get(stream).data(body);
        }
    }

    @Override
    public void close() {
        closed = true;
        frames.close();
    }

    /// One stream of answers, which frames may cut anywhere.
    private final class Stream {

        private static final int PREFIX_BYTES = 5;
        private static final int CREATED = 3;
        private static final int CANCELED = 4;
        private static final int EVENTS = 11;
        private static final int KV = 2;
        private static final int MOD_REVISION = 3;

        private final int number;
        private int toCreate;
        private int unconfirmed;
        private ByteBuffer rest = ByteBuffer.allocate(0);

        Stream(int number, int watchers) {
            this.number = number;
            this.toCreate = watchers;
        }

        void data(ByteBuffer body) throws IOException {
            unconfirmed += body.remaining();
            if (unconfirmed > Integer.MAX_VALUE / 2) {
                frames.window(number, unconfirmed);
                unconfirmed = 0;
            }
            ByteBuffer bytes = rest.hasRemaining() ? joined(body) : body;
            while (bytes.remaining() >= PREFIX_BYTES) {
                int length = bytes.getInt(bytes.position() + 1);
                if (bytes.remaining() < PREFIX_BYTES + length) {
                    break;
                }
                answer(CodedInputStream.newInstance(bytes.array(),
                        bytes.arrayOffset() + bytes.position() + PREFIX_BYTES, length));
                bytes.position(bytes.position() + PREFIX_BYTES + length);
            }
            rest = bytes.hasRemaining() ? copy(bytes) : bytes;
        }

        private ByteBuffer joined(ByteBuffer body) {
            return ByteBuffer.allocate(rest.remaining() + body.remaining())
                    .put(rest).put(body).flip();
        }

        private static ByteBuffer copy(ByteBuffer bytes) {
            return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }

        private void answer(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag >>> 3) {
                    case EVENTS -> event(in);
                    case CREATED -> created(in.readBool());
                    case CANCELED -> throw new IllegalStateException(
                            "the server has canceled a watcher");
                    default -> in.skipField(tag);
                }
            }
        }

        private void created(boolean isCreated) throws IOException {
            if (isCreated) {
                open.countDown();
                if (--toCreate > 0) {
                    frames.send(number, create);
                }
            }
        }

        private void event(CodedInputStream in) throws IOException {
            if (nowNs == 0) {
                nowNs = System.nanoTime();
            }
            came++;
            deliveries.event(number(in, KV, MOD_REVISION), nowNs);
        }

        /// A number in a message in the message that comes next.
        private static long number(CodedInputStream in, int messageField, int numberField)
                throws IOException {
            int end = in.pushLimit(in.readRawVarint32());
            long found = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag >>> 3 == messageField) {
                    found = number(in, numberField);
                } else {
                    in.skipField(tag);
                }
            }
            in.popLimit(end);
            return found;
        }

        private static long number(CodedInputStream in, int field) throws IOException {
            int end = in.pushLimit(in.readRawVarint32());
            long found = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag >>> 3 == field) {
                    found = in.readInt64();
                } else {
                    in.skipField(tag);
                }
            }
            in.popLimit(end);
            return found;
        }
    }
}
