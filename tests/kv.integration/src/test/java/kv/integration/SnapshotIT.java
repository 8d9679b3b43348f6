package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kv.integration.program.Etcdctl;
import kv.integration.program.OutsideProgram;
import kv.integration.program.RealEtcd;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots there and back: from kvd by etcdctl into an etcd, from that etcd into kvd.
class SnapshotIT {

    private static final int KEYS = 100;

    @TempDir
    Path temp;

    @Test
    void dataGoToEtcdAndComeBack() throws IOException {
        OutsideProgram.require("etcdctl", "etcd-client");
        OutsideProgram.require("etcd", "etcd-server");
        Path saved = temp.resolve("kvd.db");
        String hash;
        try (RunningServer kvd = RunningServer.start(temp.resolve("first"))) {
            Etcdctl client = new Etcdctl(kvd.clientUrl());
            fill(client);
            hash = hash(client);
            run(client, "snapshot", "save", saved.toString());
            assertEquals("Snapshot saved at " + temp.resolve("own.db") + "\nServer version 3.7.0\n",
                    kvd("save", temp.resolve("own.db").toString(),
                            "--endpoints", kvd.clientUrl().toString()));
        }
        assertEquals(-1, Files.mismatch(saved, temp.resolve("own.db")));
        String status = kvd("status", saved.toString());
        assertTrue(status.matches("[0-9a-f]{7,8}, " + 4 + ", " + (KEYS - 1)
                + ", [0-9]+ kB, 3.7.0\n"), status);

        Path fromEtcd = temp.resolve("etcd.db");
        run(new Etcdctl(URI.create("http://127.0.0.1:1")), "snapshot", "restore",
                saved.toString(), "--data-dir", temp.resolve("etcd").toString());
        try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"))) {
            Etcdctl client = new Etcdctl(etcd.clientUrl());
            assertEquals(hash, hash(client));
            run(client, "put", "at", "etcd");
            hash = hash(client);
            run(client, "snapshot", "save", fromEtcd.toString());
        }

        kvd("restore", fromEtcd.toString(), "--data-dir", temp.resolve("second").toString());
        try (RunningServer kvd = RunningServer.start(temp.resolve("second"))) {
            Etcdctl client = new Etcdctl(kvd.clientUrl());
            assertEquals(hash, hash(client));
            assertEquals("at\netcd\n", run(client, "get", "at"));
            assertEquals("OK\n", run(client, "put", "and", "on"));
        }
    }

    private static void fill(Etcdctl client) throws IOException {
        StringBuilder puts = new StringBuilder("\n");
        for (int i = 0; i < KEYS; i++) {
            puts.append("put key").append(i).append(" \"").append("value ".repeat(50))
                    .append("\"\n");
        }
        client.run(puts.append("\n\n").toString().getBytes(), "txn");
        run(client, "put", "key0", "again");
        run(client, "del", "key7");
        run(client, "compact", "3");
    }

    private static String hash(Etcdctl client) throws IOException {
        return run(client, "endpoint", "hashkv").split(", ")[1].strip();
    }

    private static String run(Etcdctl client, String... arguments) throws IOException {
        Etcdctl.Outcome outcome = client.run(arguments);
        assertEquals(0, outcome.exitCode(), outcome::output);
        return outcome.output();
    }

    private static String kvd(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(RunningServer.image().resolve("bin/kvd").toString(), "snapshot"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(
                ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.onExit().join().exitValue(), output);
        return output;
    }
}
