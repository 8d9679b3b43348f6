package kv.integration.program;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server started from the image, with its data in a directory of the test's and on free ports.
/// What it logs is kept and printed when a wait fails.
public final class RunningServer implements AutoCloseable {

    private static final long START_LIMIT_S = 60;
    private static final long STOP_LIMIT_S = 20;

    private final Process process;
    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<JsonObject> plan = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private RunningServer(Process process) {
        this.process = process;
    }

    /// The image's folder.
    public static Path image() {
        return Path.of(System.getProperty("kvd.image"));
    }

    /// Starts a server and waits until it serves.
    ///
    /// @param directory for the data, which a later server may use again
    /// @param more flags
    public static RunningServer start(Path directory, String... more) throws IOException {
        return startFrom(image(), directory, more);
    }

    /// The same from another image, such as one with more plugins.
    public static RunningServer startFrom(Path image, Path directory, String... more)
            throws IOException {
        // A build in the background is born with SIGINT ignored, and so would be the server.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT",
                image.resolve("bin/kvd").toString(),
                "--data-dir", directory.toString(),
                "--listen-client-urls", "http://127.0.0.1:0",
                "--advertise-client-urls", "http://127.0.0.1:0",
                "--listen-peer-urls", "http://127.0.0.1:0",
                "--initial-advertise-peer-urls", "http://127.0.0.1:0",
                "--initial-cluster", "default=http://127.0.0.1:0"));
        command.addAll(List.of(more));
        var server = new RunningServer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread.ofVirtual().name("server-log").start(server::readLog);
        server.await(server.ready);
        return server;
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("the server ended before it was ready"));
    }

    private void take(String line) {
        synchronized (log) {
            log.add(line);
        }
        if (line.contains("\"msg\":\"start-up plan\"")) {
            plan.complete(new Gson().fromJson(line, JsonObject.class));
        } else if (line.contains("\"msg\":\"ready to serve client requests\"")) {
            ready.complete(null);
        }
    }

    private <T> T await(CompletableFuture<T> event) throws IOException {
        try {
            return event.get(START_LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(String.join("\n", log()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// The lines that the server has logged so far.
    public List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /// Where clients connect.
    public URI clientUrl() throws IOException {
        return clientUrls().getFirst();
    }

    /// Where clients connect, for a server with several client URLs.
    public List<URI> clientUrls() throws IOException {
        return listeners("client");
    }

    /// Where the console is; only of a server started with one.
    public URI consoleUrl() throws IOException {
        return listeners("console").getFirst();
    }

    /// The plan says for each listener: its URL, and after a colon and a blank what fills it.
    private List<URI> listeners(String name) throws IOException {
        return await(plan).getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsString)
                .map(entry -> URI.create(entry.substring(0, entry.indexOf(": "))))
                .toList();
    }

    /// The server's process.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// Sends SIGTERM and waits for the end.
    ///
    /// @return the exit code
    public int stop() {
        process.destroy();
        try {
            return process.onExit().orTimeout(STOP_LIMIT_S, TimeUnit.SECONDS).join().exitValue();
        } catch (CompletionException late) {
            return process.destroyForcibly().onExit().join().exitValue();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
