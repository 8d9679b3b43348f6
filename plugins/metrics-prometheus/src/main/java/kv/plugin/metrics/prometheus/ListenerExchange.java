package kv.plugin.metrics.prometheus;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.spi.http.HttpExchange;

/// A request of the JDK's server under our contract. The request's own virtual thread is its loop:
/// handlers answer from any thread, and the answer is written here, so that a slow scraper never
/// holds a thread of the server.
final class ListenerExchange implements HttpExchange, Executor {

    private final com.sun.net.httpserver.HttpExchange jdk;
    private final byte[] body;
    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final List<Runnable> onClose = new ArrayList<>();
    private boolean done;
    private boolean gone;

    ListenerExchange(com.sun.net.httpserver.HttpExchange jdk) throws IOException {
        this.jdk = jdk;
        this.body = jdk.getRequestBody().readAllBytes();
    }

    /// Runs what handlers hand over until the answer is complete or its client has gone.
    void runUntilAnswered() {
        try {
            while (!done && !gone) {
                steps.take().run();
            }
        } catch (InterruptedException e) {
            // The listener closes; this thread has nothing else to do and ends.
        } finally {
            jdk.close();
        }
    }

    @Override
    public void execute(Runnable step) {
        steps.add(step);
    }

    @Override
    public String method() {
        return jdk.getRequestMethod();
    }

    @Override
    public String path() {
        return jdk.getRequestURI().getPath();
    }

    @Override
    public Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String raw = jdk.getRequestURI().getRawQuery();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(jdk.getRequestHeaders().getFirst(name));
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String peer() {
        InetSocketAddress peer = jdk.getRemoteAddress();
        String host = peer.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + peer.getPort();
    }

    @Override
    public Executor loop() {
        return this;
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] answer) {
        claimAnswer();
        step(() -> {
            head(headers);
            if (method().equals("HEAD")) {
                jdk.getResponseHeaders().set("Content-Length", String.valueOf(answer.length));
                jdk.sendResponseHeaders(status, -1);
            } else {
                // For this server, a length of 0 means unknown and -1 means none.
                jdk.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                jdk.getResponseBody().write(answer);
            }
            done = true;
        });
    }

    /// Answers with an error in plain text, unless the handler has answered; then the connection
    /// ends.
    void refuse(int status, String text) {
        if (answered.get()) {
            execute(() -> gone = true);
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        respond(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public HttpBody stream(int status, Map<String, String> headers) {
        claimAnswer();
        step(() -> {
            head(headers);
            jdk.sendResponseHeaders(status, method().equals("HEAD") ? -1 : 0);
        });
        return new HttpBody() {
            @Override
            public void write(byte[] piece) {
                step(() -> {
                    OutputStream out = jdk.getResponseBody();
                    out.write(piece);
                    out.flush();
                });
            }

            @Override
            public void end() {
                step(() -> done = true);
            }
        };
    }

    @Override
    public void onClose(Runnable action) {
        execute(() -> {
            if (gone) {
                action.run();
            } else {
                onClose.add(action);
            }
        });
    }

    private void claimAnswer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered twice: " + method() + " " + path());
        }
    }

    private void head(Map<String, String> headers) {
        Headers out = jdk.getResponseHeaders();
        headers.forEach(out::set);
    }

    /// A step of the answer that writes to the client.
    private interface Step {

        void run() throws IOException;
    }

    private void step(Step step) {
        execute(() -> {
            try {
                step.run();
            } catch (IOException e) {
                gone = true;
                onClose.forEach(Runnable::run);
            }
        });
    }
}
