package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kv.integration.program.Etcdctl;
import kv.integration.program.OutsideProgram;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Debian's unmodified `etcdctl` against the image, one server for all commands in order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EtcdctlIT {

    @TempDir
    private static Path directory;
    private static RunningServer server;
    private static Path etcdctl;

    @BeforeAll
    static void start() throws IOException {
        etcdctl = OutsideProgram.require("etcdctl", "etcd-client");
        server = RunningServer.start(directory);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void putsAndGets() throws IOException {
        assertEquals("OK\n", run("put", "foo", "bar"));
        assertEquals("foo\nbar\n", run("get", "foo"));
        assertEquals("bar\n", run("get", "foo", "--print-value-only"));
        assertEquals("OK\nfoo\nbar\n", run("put", "foo", "baz", "--prev-kv"));
        assertEquals("OK\n", run("put", "foo1", "one"));
        assertEquals("OK\n", run("put", "foo2", "two"));
    }

    @Test
    @Order(2)
    void getsRanges() throws IOException {
        assertEquals("foo\nbaz\nfoo1\none\nfoo2\ntwo\n", run("get", "--prefix", "foo"));
        assertEquals("foo1\none\n", run("get", "foo1", "foo2"));
        assertEquals("foo2\ntwo\nfoo1\none\nfoo\nbaz\n",
                run("get", "--prefix", "foo", "--order=DESCEND", "--sort-by=KEY"));
        assertEquals("foo\nbaz\n", run("get", "--prefix", "foo", "--limit=1"));
        assertEquals("foo\n\nfoo1\n\nfoo2\n\n", run("get", "--prefix", "foo", "--keys-only"));
        assertEquals("foo\nbar\n", run("get", "foo", "--rev=2"));
        assertEquals("foo1\none\nfoo2\ntwo\n", run("get", "--from-key", "foo1"));
        assertEquals("foo\nbaz\n", run("get", "foo", "--consistency=s"));
        assertTrue(run("get", "foo", "-w", "json").contains("\"value\":\"YmF6\""));
    }

    @Test
    @Order(3)
    void deletes() throws IOException {
        assertEquals("1\nfoo2\ntwo\n", run("del", "foo2", "--prev-kv"));
        assertEquals("0\n", run("del", "nothing"));
    }

    @Test
    @Order(4)
    void runsTransactions() throws IOException {
        assertEquals("SUCCESS\n\nOK\n",
                runWith("value(\"foo\") = \"baz\"\n\nput foo won\n\nput foo lost\n\n", "txn"));
        assertEquals("FAILURE\n\nfoo\nwon\n",
                runWith("value(\"foo\") = \"baz\"\n\nput foo again\n\nget foo\n\n", "txn"));
    }

    @Test
    @Order(5)
    void compacts() throws IOException {
        assertEquals("compacted revision 5\n", run("compaction", "5", "--physical"));
        Outcome old = outcome("", "get", "foo", "--rev=3");
        assertEquals(1, old.exitCode());
        assertTrue(old.err().contains("required revision has been compacted"), old.err());
    }

    @Test
    @Order(6)
    void tellsItsState() throws IOException {
        assertTrue(run("endpoint", "status").contains(", 3.7.1, "));
        Outcome health = outcome("", "endpoint", "health");
        assertTrue((health.out() + health.err()).contains("is healthy"), health.toString());
        assertTrue(run("endpoint", "hashkv").startsWith(
                server.clientUrl().getAuthority() + ", "));
        assertTrue(run("member", "list").contains(", started, default, "));
        assertTrue(run("defrag").contains("Finished defragmenting etcd member"));
        assertEquals("", run("alarm", "list"));
    }

    @Test
    @Order(7)
    void keepsLeases() throws IOException {
        String granted = run("lease", "grant", "600");
        assertTrue(granted.endsWith("granted with TTL(600s)\n"), granted);
        String id = granted.split(" ")[1];
        assertEquals("OK\n", run("put", "leased", "value", "--lease=" + id));
        String ttl = run("lease", "timetolive", id, "--keys");
        assertTrue(ttl.contains("attached keys([leased])"), ttl);
        assertEquals("found 1 leases\n" + id + "\n", run("lease", "list"));
        assertEquals("lease " + id + " keepalived with TTL(600)\n",
                run("lease", "keep-alive", "--once", id));
        assertEquals("lease " + id + " revoked\n", run("lease", "revoke", id));
        assertEquals("", run("get", "leased"));
        assertEquals("lease " + id + " already expired\n", run("lease", "timetolive", id));
        assertEquals("lease " + id + " expired or revoked.\n", run("lease", "keep-alive", id));
    }

    @Test
    @Order(8)
    void aLeaseEndsByItself() throws IOException {
        String id = run("lease", "grant", "2").split(" ")[1];
        run("put", "passing", "value", "--lease=" + id);
        assertEquals("passing\nvalue\n", run("get", "passing"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!run("get", "passing").isEmpty()) {
            assertTrue(System.nanoTime() < end, "the lease goes on");
        }
        assertEquals("found 0 leases\n", run("lease", "list"));
    }

    @Test
    @Order(9)
    void watchesFromARevisionOn() throws IOException {
        String first = run("put", "seen", "first", "-w", "json");
        run("put", "seen", "second");
        Outcome outcome = outcome("", "watch", "seen", "--prev-kv",
                "--rev=" + first.replaceAll(".*\"revision\":(\\d+).*\\s", "$1"), "--", "sh", "-c",
                "test \"$ETCD_WATCH_VALUE\" != '\"second\"'");
        assertTrue(outcome.out().startsWith("PUT\nseen\nfirst\n"), outcome.toString());
        assertTrue(outcome.err().contains("error (exit status 1)"), outcome.toString());
    }

    @Test
    @Order(10)
    void speaksThroughAUnixSocket(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("kvd.sock");
        try (RunningServer other = RunningServer.start(directory.resolve("data"),
                "--listen-client-urls=http://127.0.0.1:0,unix://" + socket)) {
            Etcdctl through = new Etcdctl(URI.create("unix://" + socket));
            assertEquals(new Etcdctl.Outcome(0, "OK\n"), through.run("put", "socket", "file"));
            assertEquals(new Etcdctl.Outcome(0, "socket\nfile\n"),
                    new Etcdctl(other.clientUrl()).run("get", "socket"));
        }
        assertFalse(Files.exists(socket));
    }

    private static String run(String... arguments) throws IOException {
        return runWith("", arguments);
    }

    private static String runWith(String input, String... arguments) throws IOException {
        Outcome outcome = outcome(input, arguments);
        assertEquals(0, outcome.exitCode(), outcome.toString());
        return outcome.out();
    }

    private static Outcome outcome(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(etcdctl.toString(),
                "--endpoints=" + server.clientUrl().getAuthority(), "--command-timeout=20s"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ETCDCTL_API", "3");
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.onExit().join().exitValue(), out, err);
    }

    private record Outcome(int exitCode, String out, String err) {
    }
}
