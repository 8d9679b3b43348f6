package kv.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that says exactly what it is told to say, on a bare socket.
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient to(URI url) throws IOException {
        var socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        return new RawClient(socket);
    }

    public RawClient say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public RawClient closeSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// All that comes until the server closes; a reset counts as closed.
    public String hearAll() throws IOException {
        var heard = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            in.transferTo(heard);
        } catch (java.net.SocketException reset) {
            heard.flush();
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /// Reads until `ending` has come.
    public String hearUntil(String ending) throws IOException {
        var heard = new StringBuilder();
        while (heard.indexOf(ending) < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("closed after: " + heard);
            }
            heard.append((char) b);
        }
        return heard.toString();
    }

    /// How the server sees this client.
    public String address() {
        String host = socket.getLocalAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
