package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kv.integration.program.RunningServer;
import kv.integration.screen.Tab;
import kv.integration.screen.TerminalScreen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/kvsh` of the image against `bin/kvd`. With `-Dkvd.rewrite=true` the screen of the
/// interactive test goes to `docs/kvsh-session.txt`.
class KvshIT {

    @TempDir
    private static Path directory;

    private static RunningServer server;

    /// How a command ended.
    ///
    /// @param code exit code
    /// @param out standard output
    /// @param err standard error
    private record Ended(int code, String out, String err) { }

    @BeforeAll
    static void startServer() throws IOException {
        server = RunningServer.start(directory.resolve("data"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void putsAndGetsAsEtcdctlDoes() throws Exception {
        assertEquals(new Ended(0, "OK\n", ""), kvsh("", "put", "one", "1"));
        assertEquals(new Ended(0, "one\n1\n", ""), kvsh("", "get", "one"));
        assertEquals(new Ended(0, "OK\n", ""), kvsh("from\nstdin", "put", "two"));
        assertEquals(new Ended(0, "from\nstdin\n", ""),
                kvsh("", "get", "two", "--print-value-only"));
        assertEquals(new Ended(0, "1\n", ""), kvsh("", "del", "two"));
    }

    @Test
    void runsTransactionsFromItsInput() throws Exception {
        kvsh("", "put", "t", "1");
        assertEquals(new Ended(0, "SUCCESS\n\nOK\n\nu\n2\n", ""),
                kvsh("value(\"t\") = \"1\"\n\nput u 2\nget u\n\nput v 3\n\n", "txn"));
    }

    @Test
    void endsWithTheExitCodesOfEtcdctl() throws Exception {
        assertEquals(new Ended(128, "",
                        "Error: get command needs one argument as key and an optional argument as"
                                + " range_end\n"), kvsh("", "get"));
        assertEquals(4, kvsh("", "get", "one", "-w", "bogus").code());
        assertEquals(3, kvsh("garbage\n", "txn").code());
        assertEquals(new Ended(1, "", "Error: etcdserver: key not found\n"),
                kvsh("", "put", "nowhere", "--ignore-value"));
        assertEquals(1, kvsh("", "nope").code());
    }

    @Test
    void asksMembersAboutThemselves() throws Exception {
        assertTrue(kvsh("", "member", "list").out().contains(", started, default, "));
        assertTrue(kvsh("", "endpoint", "status", "-w", "table").out().contains(" 3.7.1 │"));
        assertTrue(kvsh("", "endpoint", "health").out().contains(" is healthy: "));
        assertTrue(kvsh("", "endpoint", "hashkv", "-w", "json").out().contains("\"hash\":"));
    }

    @Test
    void keepsALeaseUntilItEnds() throws Exception {
        String id = kvsh("", "lease", "grant", "600").out().split(" ")[1];
        assertEquals("lease " + id + " keepalived with TTL(600)\n",
                kvsh("", "lease", "keep-alive", "--once", id).out());
        assertEquals("lease " + id + " revoked\n", kvsh("", "lease", "revoke", id).out());
        assertEquals(new Ended(0, "lease " + id + " expired or revoked.\n", ""),
                kvsh("", "lease", "keep-alive", id));
        assertEquals(2, kvsh("", "lease", "keep-alive", "--once", id).code());
    }

    @Test
    void runsACommandForEachEventAndEndsWithIt() throws Exception {
        kvsh("", "put", "watched", "one two");
        Ended ended = kvsh("", "watch", "watched", "--rev", "1", "--", "sh", "-c",
                "echo $ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_KEY $ETCD_WATCH_VALUE; exit 3");

        assertEquals(1, ended.code(), ended.toString());
        assertTrue(ended.out().startsWith("PUT\nwatched\none two\n"
                + "\"PUT\" \"watched\" \"one two\"\n"), ended.out());
        assertTrue(ended.err().endsWith(" error (exit status 3)\n"), ended.err());
        assertEquals(128, kvsh("", "watch").code());
        assertEquals(3, kvsh("watch watched\nprogress\n", "watch", "-i").code());
    }

    @Test
    void saysInOneLineThatThereIsNoServer() throws Exception {
        Ended ended = run("", List.of(), "--endpoints", "127.0.0.1:1", "get", "one");

        assertEquals(new Ended(1, "", "Error: no server answers at 127.0.0.1:1: start one with kvd,"
                + " or name one with --endpoints or ETCDCTL_ENDPOINTS\n"), ended);
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (String command : List.of("put", "get", "del", "txn", "watch", "compaction", "status",
                "member", "endpoint", "lease", "defrag", "alarm", "version")) {
            Ended ended = kvsh("", command, "--help");
            assertEquals(0, ended.code());
            assertTrue(ended.out().startsWith("Usage: kvsh " + command), ended.out());
        }
    }

    @Test
    void completesAndCancelsOnATerminal() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        kvsh("", "put", "fruit/apple", "red");
        try (TerminalScreen screen = TerminalScreen.start(home,
                RunningServer.image().resolve("bin/kvsh") + " --endpoints " + endpoint())) {
            screen.awaitEnd("kvsh>");
            screen.type("get fruit/ap");
            screen.complete("kvsh> get fruit/apple");
            screen.type("C-c");
            screen.awaitEnd("kvsh>");
            screen.type("pu", "Tab");
            screen.awaitEnd("kvsh> put");
            screen.type("fruit/pear green", "Enter");
            screen.awaitEnd("OK\nkvsh>");
            screen.type("get fruit/ap");
            screen.complete("kvsh> get fruit/apple");
            screen.type("--keys", "Tab");
            screen.awaitEnd("kvsh> get fruit/apple --keys-only");
            screen.type("C-c");
            screen.awaitEnd("kvsh>");
            screen.type("get fruit/ --prefix", "Enter");
            screen.awaitEnd("fruit/pear\ngreen\nkvsh>");
            screen.type("txn -i", "Enter");
            screen.awaitEnd("compares:\ntxn>");
            screen.type("C-c");
            screen.awaitEnd("kvsh>");
            screen.type("status -w fields", "Enter");
            screen.await("\"RaftTerm\" : ");
            screen.awaitEnd("kvsh>");
            keep(screen.text());
            screen.type("C-d");
            screen.await("left with code 0");
        }
        assertTrue(Files.readString(home.resolve(".kvsh_history")).contains("put fruit/pear"));
    }

    private static void keep(String screen) throws IOException {
        if (Boolean.getBoolean("kvd.rewrite")) {
            Files.writeString(Path.of(System.getProperty("kvd.root"), "docs", "kvsh-session.txt"),
                    screen + "\n");
        }
    }

    private static String endpoint() throws IOException {
        return server.clientUrl().getAuthority();
    }

    private static Ended kvsh(String input, String... arguments) throws Exception {
        return run(input, List.of("--endpoints", endpoint()), arguments);
    }

    private static Ended run(String input, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                RunningServer.image().resolve("bin/kvsh").toString()));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(directory, "kvsh", ".err");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }
}
