package kv.server.assembly;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;

/// A GET that this process asks of one of its own handlers, without a socket. One call each.
final class LocalRead implements HttpExchange {

    private final String path;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    private LocalRead(String path) {
        this.path = path;
    }

    /// The text that the handler answers; waits for it.
    static String text(HttpHandler handler, String path) {
        var read = new LocalRead(path);
        handler.handle(read);
        return new String(read.answer.join(), StandardCharsets.UTF_8);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Map<String, List<String>> query() {
        return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String peer() {
        return "local";
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) {
        answer.complete(body);
    }

    @Override
    public HttpBody stream(int status, Map<String, String> headers) {
        throw new IllegalStateException("a local read takes whole answers alone");
    }

    @Override
    public void onClose(Runnable action) {
        // the reader stays
    }
}
