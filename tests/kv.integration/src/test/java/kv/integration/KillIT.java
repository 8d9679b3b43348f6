package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.integration.program.RunningServer;
import kv.integration.wire.Rpc;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server on each durable engine, killed at random moments. Each write has a key of its own,
/// so the whole store in order of revisions is the history: it must hold every acknowledged write
/// at its revision, nothing that was not sent, nothing twice, and no revision may be missing.
class KillIT {

    private static final int CLIENTS = 16;
    private static final int MAX_LIFE_MS = 700;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @ParameterizedTest
    @CsvSource({"rocksdb, 6", "mapdb, 4"})
    void losesNothingThatWasAcknowledged(String engine, int ordinary, @TempDir Path directory)
            throws IOException {
        int rounds = Integer.getInteger("kvd.kills", ordinary);
        String flag = "--storage-engine=" + engine;
        long seed = Long.getLong("kvd.seed", System.nanoTime());
        System.out.println("KillIT: " + engine + ", seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            try (RunningServer server = RunningServer.start(directory, flag)) {
                check(server, "seed " + seed + ", round " + round);
                loadAndKill(server, round, random.nextInt(MAX_LIFE_MS));
            }
        }
        try (RunningServer server = RunningServer.start(directory, flag)) {
            check(server, "seed " + seed + ", at the end");
        }
        assertTrue(acknowledged.size() > rounds, "hardly any write was acknowledged");
        System.out.println("KillIT: " + acknowledged.size() + " of " + sent.size()
                + " writes were acknowledged in " + rounds + " lives");
    }

    private void loadAndKill(RunningServer server, int round, int lifeMs) throws IOException {
        try (Rpc rpc = new Rpc(server.clientUrl());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                String prefix = round + "/" + client + "/";
                clients.execute(() -> putUntilRefused(rpc, prefix));
            }
            CompletableFuture.delayedExecutor(lifeMs, TimeUnit.MILLISECONDS)
                    .execute(() -> server.process().destroyForcibly());
            server.process().onExit().join();
        }
    }

    private void putUntilRefused(Rpc rpc, String prefix) {
        for (int n = 0;; n++) {
            String key = prefix + n;
            sent.add(key);
            try {
                PutResponse answer = rpc.unary("etcdserverpb.KV/Put", PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFromUtf8("value of " + key))
                        .build(), PutResponse.getDefaultInstance());
                acknowledged.put(key, answer.getHeader().getRevision());
            } catch (StatusRuntimeException killed) {
                return;
            }
        }
    }

    private void check(RunningServer server, String when) throws IOException {
        List<KeyValue> history = history(server);
        for (int i = 0; i < history.size(); i++) {
            KeyValue kv = history.get(i);
            String key = kv.getKey().toStringUtf8();
            assertEquals(i + 2L, kv.getModRevision(), when + ": a revision is missing");
            assertEquals(1, kv.getVersion(), when + ": written twice: " + key);
            assertTrue(sent.contains(key), when + ": never sent: " + key);
            assertEquals("value of " + key, kv.getValue().toStringUtf8(), when);
        }
        acknowledged.forEach((key, revision) -> {
            assertTrue(revision - 2 < history.size(), when + ": lost " + key);
            assertEquals(key, history.get((int) (revision - 2)).getKey().toStringUtf8(), when);
        });
    }

    private static List<KeyValue> history(RunningServer server) throws IOException {
        try (Rpc rpc = new Rpc(server.clientUrl())) {
            RangeResponse all = rpc.unary("etcdserverpb.KV/Range", RangeRequest.newBuilder()
                    .setKey(ByteString.copyFrom(new byte[1]))
                    .setRangeEnd(ByteString.copyFrom(new byte[1]))
                    .setSortTarget(RangeRequest.SortTarget.MOD)
                    .setSortOrder(RangeRequest.SortOrder.ASCEND)
                    .build(), RangeResponse.getDefaultInstance());
            return new ArrayList<>(all.getKvsList());
        }
    }
}
