package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import kv.integration.program.Etcdctl;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A full store: growth is refused, and etcd's way out of it (delete, compact, defragment, disarm)
/// gives the space back at once.
class QuotaIT {

    private static final int QUOTA_BYTES = 12 * 1024 * 1024;
    private static final int VALUE_BYTES = 1_000_000;
    private static final String FULL = "etcdserver: mvcc: database space exceeded";

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "mapdb"})
    void givesSpaceBackWhenTheRunbookIsFollowed(String engine, @TempDir Path directory)
            throws IOException {
        try (RunningServer server = RunningServer.start(directory,
                "--storage-engine=" + engine, "--quota-backend-bytes=" + QUOTA_BYTES)) {
            Etcdctl etcdctl = new Etcdctl(server.clientUrl());
            int puts = fill(etcdctl);
            assertTrue(puts * VALUE_BYTES > QUOTA_BYTES / 2, "full after " + puts);
            assertTrue(etcdctl.run("alarm", "list").output().contains("alarm:NOSPACE"));
            refuses(etcdctl, "put", "small", "x");
            refuses(etcdctl, "lease", "grant", "60");
            assertEquals(puts + "\n", etcdctl.run("del", "--prefix", "k").output());
            accepts(etcdctl, "compact", Integer.toString(puts + 2));
            accepts(etcdctl, "defrag");
            refuses(etcdctl, "put", "small", "x");
            accepts(etcdctl, "alarm", "disarm");
            accepts(etcdctl, "put", "small", "x");
            assertEquals("", etcdctl.run("alarm", "list").output());
            // What RocksDB is writing out counts twice for a moment.
            assertTrue(fill(etcdctl) > puts / 2);
        }
    }

    /// Puts random values, which do not compress, until one is refused.
    private static int fill(Etcdctl etcdctl) throws IOException {
        byte[] value = new byte[VALUE_BYTES];
        new Random(1).nextBytes(value);
        for (int puts = 0; ; puts++) {
            Etcdctl.Outcome outcome = etcdctl.run(value, "put", "k" + puts);
            if (outcome.exitCode() != 0) {
                assertTrue(outcome.output().contains(FULL), outcome::output);
                return puts;
            }
            assertFalse(puts > 100, "the quota has no effect");
        }
    }

    private static void refuses(Etcdctl etcdctl, String... command) throws IOException {
        Etcdctl.Outcome outcome = etcdctl.run(command);
        assertEquals(1, outcome.exitCode(), outcome::output);
        assertTrue(outcome.output().contains(FULL), outcome::output);
    }

    private static void accepts(Etcdctl etcdctl, String... command) throws IOException {
        Etcdctl.Outcome outcome = etcdctl.run(command);
        assertEquals(0, outcome.exitCode(), outcome::output);
    }
}
