package kv.transport.peer.client;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// A peer's whole answer. Immutable.
public final class PeerAnswer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    PeerAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// An answer that did not come over a socket.
    public static PeerAnswer of(int status, Map<String, String> headers, byte[] body) {
        DefaultHttpHeaders all = new DefaultHttpHeaders();
        headers.forEach(all::set);
        return new PeerAnswer(status, all, body);
    }

    /// Such as 200.
    public int status() {
        return status;
    }

    /// First value of a header; the name's case does not matter.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The body; shared, not to be changed.
    public byte[] body() {
        return body;
    }

    /// The body as text, without the line end that errors have.
    public String text() {
        return new String(body, StandardCharsets.UTF_8).stripTrailing();
    }
}
