package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.integration.program.RunningServer;
import kv.integration.wire.History.Change;
import kv.integration.wire.History.Operation;
import kv.integration.wire.History;
import kv.integration.wire.Rpc;
import kv.integration.wire.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that get, put, delete, and compare and swap a few keys at once, on a server that is
/// killed again and again. In the end one watcher reads the store's whole history, and every
/// answer that a client ever had must fit it, and so must what a watcher was told meanwhile, which
/// went on after each kill where it had been: all of it, once and in order. `-Dkvd.lives=N` sets the number of lives,
/// `-Dkvd.seed=N` repeats the choices.
@Timeout(600)
@SuppressWarnings("try") // watchers are open for as long as the block runs
class LinearizabilityIT {

    private static final int LIVES = Integer.getInteger("kvd.lives", 3);
    private static final int CLIENTS = 8;
    private static final int KEYS = 3;
    private static final int MIN_ANSWERS = 100;
    private static final int MAX_ANSWERS = 600;

    private final History history = new History();
    private final Told told = new Told();
    private final AtomicLong values = new AtomicLong();
    private volatile CountDownLatch life;

    @Test
    void everyAnswerFitsOneOrder(@TempDir Path directory)
            throws IOException, InterruptedException {
        long seed = Long.getLong("kvd.seed", System.nanoTime());
        System.out.println("LinearizabilityIT: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 0; life < LIVES; life++) {
            try (RunningServer server = RunningServer.start(directory)) {
                loadAndKill(server, random);
            }
        }
        try (RunningServer server = RunningServer.start(directory)) {
            List<Change> changes = changes(server);
            List<String> contradictions = history.judge(changes);
            contradictions.addAll(told.judge(changes));
            System.out.println("LinearizabilityIT: " + history.size() + " answers and "
                    + told.size() + " events in " + LIVES + " lives");
            assertEquals(List.of(), contradictions, "seed " + seed);
        }
    }

    private void loadAndKill(RunningServer server, SplittableRandom random)
            throws IOException, InterruptedException {
        life = new CountDownLatch(random.nextInt(MIN_ANSWERS, MAX_ANSWERS));
        try (Rpc rpc = new Rpc(server.clientUrl());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            told.goOn(rpc);
            for (int client = 0; client < CLIENTS; client++) {
                SplittableRandom choices = random.split();
                clients.execute(() -> askUntilRefused(rpc, choices));
            }
            life.await();
            server.process().destroyForcibly();
            server.process().onExit().join();
        }
    }

    private void askUntilRefused(Rpc rpc, SplittableRandom random) {
        String last = "";
        try {
            while (true) {
                String key = "key" + random.nextInt(KEYS);
                switch (random.nextInt(4)) {
                    case 0 -> put(rpc, key);
                    case 1 -> delete(rpc, key);
                    case 2 -> swap(rpc, key, last);
                    default -> last = get(rpc, key).orElse("");
                }
            }
        } catch (StatusRuntimeException killed) {
            // The outcome of the last request is unknown, and stays out of the history.
        }
    }

    private Optional<String> get(Rpc rpc, String key) {
        long called = System.nanoTime();
        RangeResponse answer = rpc.unary("etcdserverpb.KV/Range",
                RangeRequest.newBuilder().setKey(bytes(key)).build(),
                RangeResponse.getDefaultInstance());
        Optional<String> saw = value(answer.getKvsList());
        note(called, answer.getHeader().getRevision(), key, null, saw);
        return saw;
    }

    private void put(Rpc rpc, String key) {
        String value = nextValue();
        long called = System.nanoTime();
        PutResponse answer = rpc.unary("etcdserverpb.KV/Put",
                PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value))
                        .setPrevKv(true).build(),
                PutResponse.getDefaultInstance());
        note(called, answer.getHeader().getRevision(), key, Optional.of(value),
                answer.hasPrevKv() ? Optional.of(answer.getPrevKv().getValue().toStringUtf8())
                        : Optional.empty());
    }

    private void delete(Rpc rpc, String key) {
        long called = System.nanoTime();
        DeleteRangeResponse answer = rpc.unary("etcdserverpb.KV/DeleteRange",
                DeleteRangeRequest.newBuilder().setKey(bytes(key)).setPrevKv(true).build(),
                DeleteRangeResponse.getDefaultInstance());
        note(called, answer.getHeader().getRevision(), key,
                answer.getDeleted() == 1 ? Optional.empty() : null,
                value(answer.getPrevKvsList()));
    }

    /// Sets the key if it still has the value that the client saw last, else reads it.
    private void swap(Rpc rpc, String key, String expected) {
        String value = nextValue();
        TxnRequest request = TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder().setKey(bytes(key))
                        .setTarget(Compare.CompareTarget.VALUE).setValue(bytes(expected)))
                .addSuccess(RequestOp.newBuilder().setRequestPut(PutRequest.newBuilder()
                        .setKey(bytes(key)).setValue(bytes(value))))
                .addFailure(RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder()
                        .setKey(bytes(key))))
                .build();
        long called = System.nanoTime();
        TxnResponse answer = rpc.unary(
                "etcdserverpb.KV/Txn", request, TxnResponse.getDefaultInstance());
        long revision = answer.getHeader().getRevision();
        if (answer.getSucceeded()) {
            note(called, revision, key, Optional.of(value), Optional.of(expected));
        } else {
            note(called, revision, key, null,
                    value(answer.getResponses(0).getResponseRange().getKvsList()));
        }
    }

    private void note(long called, long revision, String key, Optional<String> wrote,
            Optional<String> saw) {
        history.add(new Operation(called, System.nanoTime(), revision, key, wrote, saw));
        life.countDown();
    }

    private String nextValue() {
        return "value" + values.incrementAndGet();
    }

    private static Optional<String> value(List<KeyValue> found) {
        return found.stream().findFirst().map(kv -> kv.getValue().toStringUtf8());
    }

    /// A last write marks the end of the history.
    private List<Change> changes(RunningServer server) throws IOException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        try (Client client = Client.builder().endpoints(server.clientUrl().toString()).build();
                Watch.Watcher watcher = client.getWatchClient().watch(text("key"),
                        WatchOption.builder().isPrefix(true).withRevision(1).build(),
                        answer -> events.addAll(answer.getEvents()))) {
            long end = client.getKVClient().put(text("key/end"), text("")).join()
                    .getHeader().getRevision();
            for (long revision = 0; revision < end;) {
                WatchEvent event = events.take();
                revision = event.getKeyValue().getModRevision();
                changes.add(new Change(revision, event.getKeyValue().getKey().toString(),
                        event.getEventType() == WatchEvent.EventType.DELETE ? Optional.empty()
                                : Optional.of(event.getKeyValue().getValue().toString())));
            }
        }
        return changes;
    }

    private static ByteSequence text(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
