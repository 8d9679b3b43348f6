package kv.plugin.sample.echo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import kv.api.spi.http.HttpExchange;

/// A request without a connection, which keeps its answer. Bytes are Latin-1 characters.
final class RecordedExchange implements HttpExchange {

    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final String body;
    private int status;
    private Map<String, String> headers;
    private String text;

    RecordedExchange(String method, String path, Map<String, List<String>> query, String body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    String text() {
        return text;
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
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public byte[] body() {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String peer() {
        return "127.0.0.1:1";
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public void respond(int answerStatus, Map<String, String> answerHeaders, byte[] answer) {
        status = answerStatus;
        headers = answerHeaders;
        text = new String(answer, StandardCharsets.ISO_8859_1);
    }

    @Override
    public HttpBody stream(int answerStatus, Map<String, String> answerHeaders) {
        throw new AssertionError("the echo answers in one piece");
    }

    @Override
    public void onClose(Runnable action) {
        // stays open
    }
}
