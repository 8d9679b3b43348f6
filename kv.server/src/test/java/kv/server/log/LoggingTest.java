package kv.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import kv.server.config.LogConfig;
import kv.server.config.RefusedStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {

    @TempDir
    Path directory;

    private final Log log = Log.of(LoggingTest.class);

    @AfterEach
    void giveTheLogBack() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    private Path install(System.Logger.Level level, LogConfig.Format format) {
        Path file = directory.resolve("log");
        Logging.install(
                new LogConfig(level, Optional.of(format), List.of(file.toString())), false);
        return file;
    }

    private static JsonObject only(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertEquals(1, lines.size(), lines.toString());
        return new Gson().fromJson(lines.getFirst(), JsonObject.class);
    }

    @Test
    void jsonHasZapsFieldsInOrder() throws IOException {
        Path file = install(System.Logger.Level.INFO, LogConfig.Format.JSON);
        log.warn("opened \"it\"", "path", Path.of("/a"), "took", Duration.ofMillis(1500),
                "n", 7, "ok", true, "urls", List.of(URI.create("http://a:1"), "b"));
        JsonObject record = only(file);
        assertEquals(List.of("level", "ts", "caller", "msg", "path", "took", "n", "ok", "urls"),
                List.copyOf(record.keySet()));
        assertEquals("warn", record.get("level").getAsString());
        assertEquals("opened \"it\"", record.get("msg").getAsString());
        assertEquals("1.5s", record.get("took").getAsString());
        assertEquals("[\"http://a:1\",\"b\"]", record.get("urls").toString());
        assertTrue(record.get("caller").getAsString().startsWith("log/LoggingTest.java:"),
                record.toString());
        assertTrue(record.get("ts").getAsString().matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(Z|[+-]\\d{4})"),
                record.toString());
    }

    @Test
    void consoleSeparatesByTabs() throws IOException {
        Path file = install(System.Logger.Level.INFO, LogConfig.Format.CONSOLE);
        log.info("closing etcd server", "name", "m1");
        String[] parts = Files.readString(file).strip().split("\t");
        assertEquals("info", parts[1]);
        assertEquals("closing etcd server", parts[3]);
        assertEquals("{\"name\":\"m1\"}", parts[4]);
    }

    @Test
    void levelHoldsForOursAndLibrariesStartAtWarning() throws IOException {
        Path file = install(System.Logger.Level.DEBUG, LogConfig.Format.JSON);
        Logger.getLogger("io.netty.x").info("chatter");
        assertFalse(Files.readString(file).contains("chatter"));
        assertTrue(log.debugs());
        log.debug("detail");
        assertEquals("debug", only(file).get("level").getAsString());
    }

    @Test
    void libraryRecordsAreFormattedAndNamed() throws IOException {
        Path file = install(System.Logger.Level.INFO, LogConfig.Format.JSON);
        Logger.getLogger("io.netty.x").log(java.util.logging.Level.WARNING, "lost {0}", "peer");
        JsonObject record = only(file);
        assertEquals("lost peer", record.get("msg").getAsString());
        assertEquals("io.netty.x", record.get("caller").getAsString());
    }

    @Test
    void fatalAndStackAreShown() throws IOException {
        Path file = install(System.Logger.Level.ERROR, LogConfig.Format.JSON);
        log.info("not shown");
        log.fatal("discovery failed", "error", new IOException("why"));
        JsonObject record = only(file);
        assertEquals("fatal", record.get("level").getAsString());
        assertEquals("why", record.get("error").getAsString());
        log.failure("broken", new IllegalStateException("deep"));
        assertTrue(Files.readString(file).contains("\"stacktrace\":\"java.lang.IllegalState"));
    }

    @Test
    void unwritableFileIsRefusedWithEtcdsText() {
        String file = directory.resolve("no/e.log").toString();
        RefusedStart refusal = assertThrows(RefusedStart.class, () -> Logging.install(
                new LogConfig(System.Logger.Level.INFO, Optional.empty(), List.of(file)), false));
        assertEquals("open sink \"" + file + "\": open " + file + ": no such file or directory",
                refusal.reason());
    }
}
