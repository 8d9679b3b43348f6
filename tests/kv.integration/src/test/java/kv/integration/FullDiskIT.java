package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import kv.integration.program.Etcdctl;
import kv.integration.program.OutsideProgram;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on a file system that fills up: a tmpfs in a mount namespace of the test's own, made
/// larger once the server has stopped, so that the same server can start again on it.
class FullDiskIT {

    private static final String SCRIPT = """
            mount -t tmpfs -o size=100m kvd "$1" || exit 99
            start() {
              "$2" --data-dir "$1/data" --listen-peer-urls http://127.0.0.1:0 \
                --listen-client-urls http://127.0.0.1:0 --advertise-client-urls http://127.0.0.1:0
            }
            start "$1" "$2"
            echo "ended with $?"
            mount -o remount,size=400m "$1"
            start "$1" "$2"
            """;
    private static final int VALUE_BYTES = 1_000_000;
    private static final int MOST_PUTS = 200;
    private static final long LIMIT_S = 60;

    @TempDir
    Path directory;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    @Test
    void stopsBeforeItAcknowledgesAndKeepsWhatItDid() throws Exception {
        Path unshare = OutsideProgram.require("unshare", "util-linux");
        Process process = new ProcessBuilder(unshare.toString(), "-rm", "sh", "-c", SCRIPT, "sh",
                directory.toString(), RunningServer.image().resolve("bin/kvd").toString())
                .redirectErrorStream(true).start();
        Thread.ofVirtual().start(() -> read(process));
        try {
            int acknowledged = fill(serving());
            String fatal = awaitLine(line -> line.contains("\"level\":\"fatal\""));
            assertTrue(fatal.contains(directory.resolve("data/member").toString()), fatal);
            assertTrue(fatal.contains("No space"), fatal);
            assertEquals("ended with 65", awaitLine(line -> line.startsWith("ended with")));
            var again = new Etcdctl(serving());
            for (int i = 0; i < acknowledged; i++) {
                String key = "key-" + i;
                String answer = again.run("get", key).output();
                assertTrue(answer.startsWith(key + "\n"), () -> key + " is missing");
                assertEquals(key.length() + VALUE_BYTES + 2, answer.length());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.toHandle().destroy();
        }
    }

    private static int fill(URI server) throws IOException {
        byte[] value = new byte[VALUE_BYTES];
        Arrays.fill(value, (byte) 'v');
        var etcdctl = new Etcdctl(server);
        int acknowledged = 0;
        while (acknowledged < MOST_PUTS
                && etcdctl.run(value, "put", "key-" + acknowledged).exitCode() == 0) {
            acknowledged++;
        }
        assertTrue(acknowledged > 10 && acknowledged < MOST_PUTS, "puts: " + acknowledged);
        return acknowledged;
    }

    private void read(Process process) {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the plan that a started server logs.
    private URI serving() throws InterruptedException {
        String plan = awaitLine(line -> line.contains("\"msg\":\"start-up plan\""));
        String client = new Gson().fromJson(plan, JsonObject.class)
                .getAsJsonArray("client").get(0).getAsString();
        return URI.create(client.substring(0, client.indexOf(": ")));
    }

    private String awaitLine(Predicate<String> wanted) throws InterruptedException {
        while (true) {
            String line = lines.poll(LIMIT_S, TimeUnit.SECONDS);
            assertTrue(line != null, () -> "nothing more came after: " + String.join("\n", seen));
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }
}
