package kv.plugin.metrics.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kv.api.spi.http.HttpExchange;

/// A request without a connection, whose answer a test waits for.
final class RecordedExchange implements HttpExchange {

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    record Answer(int status, Map<String, String> headers, byte[] body) {
    }

    RecordedExchange(String method, String path, Map<String, String> headers) {
        this.method = method;
        this.path = path;
        this.headers = headers;
    }

    Answer answer() {
        return answer.join();
    }

    String text() {
        return new String(answer().body(), StandardCharsets.UTF_8);
    }

    @Override
    public String method() {
        return method;
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
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String peer() {
        return "";
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] body) {
        answer.complete(new Answer(status, headers, body));
    }

    @Override
    public HttpBody stream(int status, Map<String, String> headers) {
        throw new AssertionError("metrics are not streamed");
    }

    @Override
    public void onClose(Runnable action) {
        // never closed
    }
}
