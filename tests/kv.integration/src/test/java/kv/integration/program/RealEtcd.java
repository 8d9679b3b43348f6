package kv.integration.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A real etcd of one member, with its data in a directory of the test's. `-Dkvd.etcd=PATH` names
/// another than Debian's.
public final class RealEtcd implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long ASK_AGAIN_MS = 20;

    private final Process process;
    private final URI clientUrl;

    private RealEtcd(Process process, URI clientUrl) {
        this.process = process;
        this.clientUrl = clientUrl;
    }

    /// Starts a member and waits until it serves.
    public static RealEtcd start(Path directory) throws IOException {
        String etcd = binary().toString();
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        RealEtcd started = new RealEtcd(new ProcessBuilder(List.of(etcd,
                "--data-dir", directory.toString(),
                "--listen-client-urls", client, "--advertise-client-urls", client,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                "--initial-cluster", "default=" + peer))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("etcd.log").toFile()).start(),
                URI.create(client));
        started.awaitHealth();
        return started;
    }

    /// The etcd that tests run.
    static Path binary() {
        String binary = System.getProperty("kvd.etcd", "");
        return binary.isEmpty() ? OutsideProgram.require("etcd", "etcd-server") : Path.of(binary);
    }

    /// etcd does not say which port it took for 0, so one is chosen that was free a moment ago.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitHealth() throws IOException {
        HttpRequest health = HttpRequest.newBuilder(clientUrl.resolve("/health")).build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!healthy(http, health)) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    close();
                    throw new IOException("etcd does not become healthy");
                }
                CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(
                        ASK_AGAIN_MS, TimeUnit.MILLISECONDS)).join();
            }
        }
    }

    private static boolean healthy(HttpClient http, HttpRequest health) {
        try {
            return http.send(health, HttpResponse.BodyHandlers.ofString()).body()
                    .contains("\"health\":\"true\"");
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Where clients connect.
    public URI clientUrl() {
        return clientUrl;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
