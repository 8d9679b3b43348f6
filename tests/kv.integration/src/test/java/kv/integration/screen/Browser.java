package kv.integration.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kv.integration.program.OutsideProgram;

/// Debian's Chromium without a window, driven by its DevTools protocol over a WebSocket of the
/// JDK. It has a profile of its own, which goes with the test's directory.
public final class Browser implements AutoCloseable {

    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final long LIMIT_S = 60;

    private final Process process;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(LIMIT_S)).build();
    private final URI devTools;

    private Browser(Process process, URI devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /// Starts Chromium, or skips the test where there is none.
    public static Browser open(Path profile) throws Exception {
        Path chromium = OutsideProgram.require("chromium", "chromium");
        Process process = new ProcessBuilder(List.of(chromium.toString(),
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking", "--disable-sync",
                "--disable-component-update", "--hide-scrollbars",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"))
                .redirectErrorStream(true).start();
        var address = new CompletableFuture<URI>();
        Thread.ofVirtual().name("browser-log").start(() -> findAddress(process, address));
        return new Browser(process, address.get(LIMIT_S, TimeUnit.SECONDS));
    }

    private static void findAddress(Process process, CompletableFuture<URI> address) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANNOUNCEMENT)) {
                    address.complete(URI.create(line.substring(ANNOUNCEMENT.length()).strip()));
                }
            }
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
        address.completeExceptionally(new IOException("Chromium ended"));
    }

    /// A new tab, blank.
    public Tab tab() throws Exception {
        var connection = new DevTools();
        WebSocket socket = http.newWebSocketBuilder().buildAsync(devTools, connection)
                .get(LIMIT_S, TimeUnit.SECONDS);
        connection.attach(socket);
        return new Tab(connection);
    }

    @Override
    public void close() {
        http.shutdownNow();
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        try {
            process.onExit().orTimeout(LIMIT_S, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            process.destroyForcibly().onExit().join();
        }
        for (ProcessHandle helper : helpers) {
            helper.destroyForcibly();
            helper.onExit().join();
        }
    }
}
