package kv.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import kv.bench.process.ProcessCosts;

/// A server under test: etcd, or anything that takes its flags. One thread.
///
/// Listens on free ports of 127.0.0.1. Its log goes to a file beside the data directory. What it
/// costs is read from `/proc`, so its launcher must replace itself by the server (`exec`).
final class ServerProcess implements AutoCloseable {

    private static final long POLL_MS = 5;
    private static final long DEADLINE_S = 180;

    private final String binary;
    private final Path directory;
    private final String name;
    private final int clientPort = freePort();
    private final int peerPort = freePort();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private Process process;

    /// @param directory holds the data directory and the log; exists
    ServerProcess(String binary, Path directory) {
        this(binary, directory, "default");
    }

    /// @param name of the member, when there are several
    ServerProcess(String binary, Path directory, String name) {
        this.binary = binary;
        this.directory = directory;
        this.name = name;
    }

    /// Starts it and waits until `/health` says that it is well.
    ///
    /// @return seconds from the start of the process
    double start() throws IOException, InterruptedException {
        long from = System.nanoTime();
        launch(initialCluster());
        awaitHealth();
        return (System.nanoTime() - from) / 1e9;
    }

    /// Its part of `--initial-cluster`.
    String initialCluster() {
        return name + "=http://127.0.0.1:" + peerPort;
    }

    /// Starts it and does not wait.
    ///
    /// @param initialCluster all members
    void launch(String initialCluster) throws IOException {
        String client = "http://127.0.0.1:" + clientPort;
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> command = List.of(
                binary,
                "--name", name,
                "--data-dir", directory.resolve("data").toString(),
                "--listen-client-urls", client,
                "--advertise-client-urls", client,
                "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer,
                "--initial-cluster", initialCluster,
                "--quota-backend-bytes", Long.toString(8L << 30));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /// Waits until `/health` says that it is well.
    void awaitHealth() throws InterruptedException {
        long from = System.nanoTime();
        while (!healthy()) {
            pause(POLL_MS);
            if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(DEADLINE_S)) {
                throw new IllegalStateException(binary + " does not become healthy: " + log());
            }
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + clientPort;
    }

    /// Lets time pass; fails if the server ends in it.
    void pause(long ms) throws InterruptedException {
        if (process.waitFor(ms, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    binary + " ended with code " + process.exitValue() + ": " + log());
        }
    }

    /// Stops it by SIGTERM.
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException(binary + " does not stop: " + log());
        }
    }

    /// Stops it by SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(DEADLINE_S, TimeUnit.SECONDS);
    }

    /// What it costs.
    ProcessCosts costs() {
        return new ProcessCosts(process.pid());
    }

    /// What the data directory occupies, as `du` counts it.
    double diskMegabytes() throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-sk", directory.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        du.waitFor();
        return Long.parseLong(answer.split("\\s")[0]) / 1024.0;
    }

    /// A series of `/metrics` without labels; empty when there is none.
    OptionalDouble metric(String name) throws InterruptedException {
        return body("/metrics").lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private boolean healthy() throws InterruptedException {
        return body("/health").contains("\"true\"");
    }

    private String body(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return ""; // not up yet
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
