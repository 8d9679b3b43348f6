package kv.integration.wire;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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
import kv.integration.wire.History.Operation;

/// A client that gets, puts, deletes, and compares and swaps a few keys, and notes what it was
/// answered. No value is written twice. One thread at a time.
public final class RecordingClient {

    private static final int KEYS = 3;
    private static final AtomicLong VALUES = new AtomicLong();

    private final History history;
    private final SplittableRandom random;
    private final Runnable answered;
    private Rpc rpc;
    private String last = "";

    /// @param answered run after each answer
    public RecordingClient(History history, SplittableRandom random, Runnable answered) {
        this.history = history;
        this.random = random;
        this.answered = answered;
    }

    /// Asks something. What becomes of a request that fails is unknown, and stays out of the
    /// history.
    ///
    /// @throws io.grpc.StatusRuntimeException when it fails
    public void step(Rpc server) {
        rpc = server;
        String key = "key" + random.nextInt(KEYS);
        switch (random.nextInt(4)) {
            case 0 -> put(key);
            case 1 -> delete(key);
            case 2 -> swap(key, last);
            default -> last = get(key).orElse("");
        }
    }

    private Optional<String> get(String key) {
        long called = System.nanoTime();
        RangeResponse answer = rpc.unary("etcdserverpb.KV/Range",
                RangeRequest.newBuilder().setKey(bytes(key)).build(),
                RangeResponse.getDefaultInstance());
        Optional<String> saw = value(answer.getKvsList());
        note(called, answer.getHeader().getRevision(), key, null, saw);
        return saw;
    }

    private void put(String key) {
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

    private void delete(String key) {
        long called = System.nanoTime();
        DeleteRangeResponse answer = rpc.unary("etcdserverpb.KV/DeleteRange",
                DeleteRangeRequest.newBuilder().setKey(bytes(key)).setPrevKv(true).build(),
                DeleteRangeResponse.getDefaultInstance());
        note(called, answer.getHeader().getRevision(), key,
                answer.getDeleted() == 1 ? Optional.empty() : null,
                value(answer.getPrevKvsList()));
    }

    /// Sets the key if it still has the value that the client saw last, else reads it.
    private void swap(String key, String expected) {
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
        answered.run();
    }

    private static String nextValue() {
        return "value" + VALUES.incrementAndGet();
    }

    private static Optional<String> value(List<KeyValue> found) {
        return found.stream().findFirst().map(kv -> kv.getValue().toStringUtf8());
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
