package kv.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kv.integration.program.Etcdctl;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts that cannot succeed, and ends. A refusal says what is wrong and what to do, exits with 1
/// (2 for a command line that cannot be understood) and changes nothing.
class StartUpIT {

    private static final int REFUSED = 1;
    private static final int BAD_COMMAND_LINE = 2;
    private static final int DEATH_BY_SIGTERM = 143;
    private static final int DEATH_BY_SIGINT = 130;

    @TempDir
    Path directory;

    private static void assertSays(FailedStart start, String... words) {
        for (String word : words) {
            assertTrue(start.reason().contains(word), () -> word + "\nnot in: " + start.output());
        }
    }

    @Nested
    class Directory {

        @Test
        void inUseNamesTheHolder() throws IOException {
            try (RunningServer first = RunningServer.start(directory)) {
                FailedStart second = FailedStart.of(directory);
                assertEquals(REFUSED, second.exitCode(), second.output());
                assertSays(second, directory.toString(), "is used by another process",
                        "pid " + first.process().pid(), "--data-dir");
                assertEquals(0, new Etcdctl(first.clientUrl()).run("put", "a", "1").exitCode());
            }
        }

        @Test
        void belowAFileIsRefused() throws IOException {
            Path file = Files.createFile(directory.resolve("file"));
            FailedStart start = FailedStart.of(file.resolve("data"));
            assertEquals(REFUSED, start.exitCode(), start.output());
            assertSays(start, file.toString(), "--data-dir");
        }

        @Test
        void ofAnotherEngineIsRefusedWithTheWayOut() throws IOException {
            RunningServer.start(directory, "--storage-engine=heap").close();
            FailedStart start = FailedStart.of(directory, "--storage-engine=rocksdb");
            assertEquals(REFUSED, start.exitCode(), start.output());
            assertSays(start, "was written by storage engine heap", "--storage-engine=heap");
        }

        @Test
        void withADamagedLogIsRefusedWithFileAndOffset() throws IOException {
            try (RunningServer server = RunningServer.start(directory)) {
                for (int i = 0; i < 3; i++) {
                    new Etcdctl(server.clientUrl()).run("put", "damage-" + i, "me");
                }
                server.process().destroyForcibly();
                server.process().onExit().orTimeout(20, TimeUnit.SECONDS).join();
            }
            Path segment = segment();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[indexOf(bytes, "damage-1")] ^= 1;
            Files.write(segment, bytes);
            FailedStart start = FailedStart.of(directory);
            assertEquals(REFUSED, start.exitCode(), start.output());
            assertSays(start, segment.getFileName().toString(), "offset");
            assertArrayEquals(bytes, Files.readAllBytes(segment));
        }

        private Path segment() throws IOException {
            try (Stream<Path> files = Files.list(directory.resolve("member/wal"))) {
                return files.filter(file -> file.toString().endsWith(".wal"))
                        .sorted().findFirst().orElseThrow();
            }
        }

        private static int indexOf(byte[] bytes, String text) {
            return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        }
    }

    @Nested
    class Address {

        @Test
        void inUseNamesUrlAndHolderAndTouchesNoFile() throws IOException {
            try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String url = "http://127.0.0.1:" + taken.getLocalPort();
                Path fresh = directory.resolve("fresh");
                FailedStart start = FailedStart.of(fresh, "--listen-client-urls", url);
                assertEquals(REFUSED, start.exitCode(), start.output());
                assertSays(start, url, "address already in use",
                        "pid " + ProcessHandle.current().pid(), "--listen-client-urls");
                assertFalse(Files.exists(fresh));
            }
        }

        @Test
        void ofTheConsoleIsLoopbackAlone() throws IOException {
            FailedStart start = FailedStart.of(
                    directory, "--listen-admin-urls", "http://0.0.0.0:0");
            assertEquals(REFUSED, start.exitCode(), start.output());
            assertSays(start, "loopback");
        }
    }

    @Nested
    class CommandLine {

        @Test
        void withUnknownFlagNamesTheNearest() throws IOException {
            FailedStart start = FailedStart.run(List.of("--data-dri", directory.toString()));
            assertEquals(BAD_COMMAND_LINE, start.exitCode(), start.output());
            assertTrue(start.output().startsWith("flag provided but not defined: -data-dri\n"
                    + "Did you mean --data-dir?\n"), start.output());
        }

        @Test
        void withUnknownEngineListsThosePresent() throws IOException {
            FailedStart start = FailedStart.of(directory, "--storage-engine=etcd");
            assertEquals(REFUSED, start.exitCode(), start.output());
            assertSays(start, "rocksdb", "heap");
        }

        @Test
        void asksForTheVersion() throws IOException {
            FailedStart start = FailedStart.run(List.of("--version"));
            assertEquals(0, start.exitCode());
            assertTrue(start.output().startsWith("etcd Version: 3.7.1\nkvd Version: "),
                    start.output());
        }
    }

    @Nested
    class Signal {

        @Test
        void sigtermStopsInOrderAndKeepsTheData() throws IOException {
            RunningServer server = RunningServer.start(directory);
            new Etcdctl(server.clientUrl()).run("put", "kept", "yes");
            server.process().destroy();
            server.process().onExit().orTimeout(20, TimeUnit.SECONDS).join();
            String log = awaitLog(server, "closed etcd server");
            assertEquals(DEATH_BY_SIGTERM, server.stop(), log);
            assertTrue(log.indexOf("received signal; shutting down") > 0, log);
            assertTrue(log.indexOf("closed etcd server") > log.indexOf("closing etcd server"), log);
            try (RunningServer again = RunningServer.start(directory)) {
                assertEquals("kept\nyes\n",
                        new Etcdctl(again.clientUrl()).run("get", "kept").output());
            }
        }

        /// What a process wrote last may be read after its end.
        private static String awaitLog(RunningServer server, String words) {
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            String log = "";
            while (!log.contains(words) && System.nanoTime() < deadlineNs) {
                Thread.yield();
                log = String.join("\n", server.log());
            }
            return log;
        }

        @Test
        void sigintStopsLikewise() throws IOException {
            RunningServer server = RunningServer.start(directory);
            new ProcessBuilder("kill", "-INT", "" + server.process().pid()).start();
            server.process().onExit().orTimeout(20, TimeUnit.SECONDS).join();
            assertEquals(DEATH_BY_SIGINT, server.stop(), () -> String.join("\n", server.log()));
        }
    }
}
