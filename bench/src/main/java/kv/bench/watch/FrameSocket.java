package kv.bench.watch;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// HTTP/2's frames (RFC 9113) on a plain socket, as far as watching needs them: calls are opened,
/// requests sent, and what comes is handed on frame by frame. One thread.
///
/// Windows are the largest there are, so that only the socket holds the server back; unless the
/// client never reads: then they are the smallest.
final class FrameSocket implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int END_STREAM = 1;

    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int HEADER_BYTES = 9;
    private static final int PREFIX_BYTES = 5;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int WINDOW = Integer.MAX_VALUE;
    private static final int USUAL_WINDOW = 65_535;
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final String authority;
    private final byte[] buffer = new byte[512 << 10];
    private final ByteBuffer in = ByteBuffer.wrap(buffer).limit(0);
    private long unconfirmed;

    /// What is done with a frame.
    interface FrameHandler {

        /// Takes a frame whose body is that part of the array, valid during the call.
        void frame(int type, int flags, int stream, ByteBuffer body) throws IOException;
    }

    private FrameSocket(Socket socket, String authority) {
        this.socket = socket;
        this.authority = authority;
    }

    /// Connects to a server.
    ///
    /// @param listens false for a client that is not going to read
    static FrameSocket connect(String endpoint, boolean listens) throws IOException {
        URI uri = URI.create(endpoint);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        FrameSocket frames = new FrameSocket(socket, uri.getAuthority());
        socket.getOutputStream().write(PREFACE);
        if (listens) {
            frames.write(SETTINGS, 0, 0, ByteBuffer.allocate(6)
                    .putShort((short) INITIAL_WINDOW_SIZE).putInt(WINDOW).array());
            frames.window(0, WINDOW - USUAL_WINDOW);
        } else {
            frames.write(SETTINGS, 0, 0, new byte[0]);
        }
        return frames;
    }

    /// Opens a call.
    ///
    /// @param stream odd, larger than any before
    void open(int stream, String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // RFC 7541: ":method: POST" and ":scheme: http" are entries 3 and 6 of the static table;
        // the others are literals, three of them with a name of that table.
        block.write(0x83);
        block.write(0x86);
        block.write(4);
        text(block, path);
        block.write(1);
        text(block, authority);
        block.write(0x0f);
        block.write(31 - 15);
        text(block, "application/grpc");
        block.write(0);
        text(block, "te");
        text(block, "trailers");
        write(HEADERS, END_HEADERS, stream, block.toByteArray());
    }

    private static void text(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Sends a message of a call.
    void send(int stream, MessageLite message) throws IOException {
        int size = message.getSerializedSize();
        write(DATA, 0, stream, ByteBuffer.allocate(PREFIX_BYTES + size)
                .put((byte) 0).putInt(size).put(message.toByteArray()).array());
    }

    /// Gives the server leave to send so many bytes more.
    void window(int stream, int bytes) throws IOException {
        write(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    private void write(int type, int flags, int stream, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(body.length << 8 | type).put((byte) flags).putInt(stream).put(body);
        socket.getOutputStream().write(frame.array());
    }

    /// Reads what has come, waiting for the first byte, and hands its whole frames on.
    void read(FrameHandler handler) throws IOException {
        in.compact();
        int count = socket.getInputStream().read(buffer, in.position(), in.remaining());
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        in.position(in.position() + count).flip();
        while (in.remaining() >= HEADER_BYTES) {
            int head = in.getInt(in.position());
            int length = head >>> 8;
            if (in.remaining() < HEADER_BYTES + length) {
                return;
            }
            int flags = in.get(in.position() + 4);
            int stream = in.getInt(in.position() + 5);
            ByteBuffer body = in.slice(in.position() + HEADER_BYTES, length);
            in.position(in.position() + HEADER_BYTES + length);
            take(handler, head & 0xff, flags, stream, body);
        }
    }

    private void take(FrameHandler handler, int type, int flags, int stream, ByteBuffer body)
            throws IOException {
        switch (type) {
            case DATA -> {
                confirm(body.remaining());
                handler.frame(type, flags, stream, body);
            }
            case HEADERS, RESET -> handler.frame(type, flags, stream, body);
            case SETTINGS, PING -> acknowledge(type, flags, body);
            case GO_AWAY -> throw new EOFException("the server sends its clients away");
            default -> {
                // what is left to send is always little
            }
        }
    }

    private void confirm(int bytes) throws IOException {
        unconfirmed += bytes;
        if (unconfirmed > WINDOW / 2) {
            window(0, (int) unconfirmed);
            unconfirmed = 0;
        }
    }

    private void acknowledge(int type, int flags, ByteBuffer body) throws IOException {
        if ((flags & ACK) == 0) {
            byte[] echo = new byte[type == PING ? body.remaining() : 0];
            body.get(echo);
            write(type, ACK, 0, echo);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
