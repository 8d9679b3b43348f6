package kv.integration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A connection that says exactly what a test wants said.
final class RawConnection implements AutoCloseable {

    private static final int LIMIT_MS = 30_000;

    private final Socket socket = new Socket();

    RawConnection(URI server) throws IOException {
        socket.connect(new InetSocketAddress(
                server.getHost().replaceAll("[\\[\\]]", ""), server.getPort()), LIMIT_MS);
        socket.setSoTimeout(LIMIT_MS);
    }

    RawConnection say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// All that the server says until it ends the connection.
    ///
    /// @throws SocketTimeoutException when it does not end it
    String hearAll() throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    /// One HTTP answer whose length is stated; the connection stays open.
    String hearAnswer() throws IOException {
        var heard = new StringBuilder();
        while (heard.indexOf("\r\n\r\n") < 0) {
            heard.append(hear(1));
        }
        String length = heard.toString()
                .replaceAll("(?is).*\r\ncontent-length: (\\d+)\r\n.*", "$1");
        return heard + hear(Integer.parseInt(length));
    }

    private String hear(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the server ended the connection");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
