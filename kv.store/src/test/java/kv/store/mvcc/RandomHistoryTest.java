package kv.store.mvcc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeRequest.SortOrder;
import kv.api.pb.etcdserverpb.RangeRequest.SortTarget;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.store.range.RangeChunks;
import kv.store.range.RangeResult;
import kv.store.rows.PendingRuns.SealLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random histories against [NaiveStore]: changes, compactions, turns of the engine, crashes, and
/// reads of every kind. `-Dkvd.seed=N` runs one seed; a failure names its seed and step.
class RandomHistoryTest {

    private static final int STEPS = 4_000;
    private static final int PREFIXES = 4;

    static List<Long> seeds() {
        Long given = Long.getLong("kvd.seed");
        return given == null ? List.of(1L, 2L, 3L, 4L, 5L, 6L) : List.of(given);
    }

    private final LiveStore live = new LiveStore(new MvccOptions(2, 1 << 16, 4_000,
            new SealLimits(TimeUnit.SECONDS.toNanos(1), 40, 8_000), 7, 1 << 16));
    private final NaiveStore naive = new NaiveStore();
    private Random random;
    private String where;

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithNaiveStore(long seed) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            where = "seed " + seed + " step " + step;
            turn();
        }
        live.settle();
        where = "seed " + seed + " in the end";
        everyRevision();
    }

    private void turn() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> put();
            case 6, 7 -> delete();
            case 8 -> txn();
            case 9 -> lease();
            case 10 -> seal();
            case 11, 12 -> live.engineTurn();
            case 13 -> live.store().compactSlice();
            case 14 -> rareTurn();
            default -> read();
        }
    }

    private void rareTurn() {
        switch (random.nextInt(30)) {
            case 0, 1 -> live.crash();
            case 2 -> everyRevision();
            case 3, 4, 5 -> compact();
            default -> stream();
        }
    }

    private void seal() {
        if (!live.store().backlogged()) {
            live.store().seal();
        }
    }

    private void put() {
        PutRequest request = putRequest();
        same(() -> naive.put(request), () -> live.apply(txn -> txn.put(request)));
    }

    private PutRequest putRequest() {
        PutRequest.Builder put = PutRequest.newBuilder().setKey(key())
                .setPrevKv(random.nextBoolean());
        if (random.nextInt(8) == 0) {
            put.setIgnoreValue(true);
        } else {
            put.setValue(ByteString.copyFromUtf8("v" + random.nextInt(50)
                    + "x".repeat(random.nextInt(40))));
        }
        if (random.nextInt(8) == 0) {
            put.setIgnoreLease(true);
        } else if (random.nextInt(3) == 0) {
            put.setLease(random.nextInt(6));
        }
        return put.build();
    }

    private void delete() {
        DeleteRangeRequest.Builder delete = DeleteRangeRequest.newBuilder()
                .setKey(key()).setPrevKv(random.nextBoolean());
        if (random.nextInt(6) == 0) {
            delete.setRangeEnd(end());
        }
        same(() -> naive.delete(delete.build()),
                () -> live.apply(txn -> txn.deleteRange(delete.build())));
    }

    /// A transaction of one revision, compared by what it leaves behind.
    private void txn() {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        int base = random.nextInt(40);
        PutRequest first = PutRequest.newBuilder().setKey(name(base))
                .setValue(ByteString.copyFromUtf8("t" + random.nextInt(9))).build();
        request.addSuccess(RequestOp.newBuilder().setRequestPut(first));
        request.addSuccess(RequestOp.newBuilder().setRequestRange(
                RangeRequest.newBuilder().setKey(name(base)).setRangeEnd(end())));
        var answer = live.apply(txn -> txn.txn(request.build()));
        naive.put(first);
        assertEquals(naive.revision(), answer.getHeader().getRevision(), where);
        assertEquals(naive.range(request.getSuccess(1).getRequestRange()),
                answer.getResponses(1).getResponseRange(), where);
    }

    private void lease() {
        long id = 1 + random.nextInt(5);
        if (random.nextBoolean()) {
            refusedAlike(() -> naive.grant(id), () -> live.apply(txn -> txn.leaseGrant(id, 60)));
        } else {
            refusedAlike(() -> naive.revoke(id), () -> live.apply(txn -> txn.leaseRevoke(id)));
        }
        assertEquals(naive.revision(), live.view().revision(), where);
    }

    private void compact() {
        long revision = naive.revision() - random.nextInt(60);
        refusedAlike(() -> naive.compact(revision),
                () -> live.apply(txn -> txn.compact(revision)));
    }

    private void read() {
        RangeRequest request = rangeRequest();
        same(() -> naive.range(request), () -> {
            RangeResult result = live.view().range(request);
            return result.encode(Headers.REVISION_ONLY.at(result.revision())).decode();
        });
        try {
            live.view().rangeInline(request).ifPresent(result -> assertEquals(
                    naive.range(request).toBuilder().clearHeader().build(),
                    result.toBuilder().build(), where));
        } catch (KvException e) {
            refusedAlike(() -> naive.range(request), () -> {
                throw e;
            });
        }
        assertEquals(naive.revision(), live.view().revision(), where);
    }

    private RangeRequest rangeRequest() {
        RangeRequest.Builder range = RangeRequest.newBuilder().setKey(key());
        if (random.nextInt(3) > 0) {
            range.setRangeEnd(end());
        }
        if (random.nextBoolean()) {
            range.setRevision(naive.revision() + 2 - random.nextInt(80));
        }
        if (random.nextBoolean()) {
            range.setLimit(random.nextInt(12) - 1);
        }
        if (random.nextInt(3) == 0) {
            SortTarget target = SortTarget.forNumber(random.nextInt(5));
            range.setSortTarget(target).setSortOrder(SortOrder.forNumber(random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            range.setMinModRevision(random.nextInt((int) naive.revision() + 1))
                    .setMaxCreateRevision(random.nextInt((int) naive.revision() + 1));
        }
        return range.setKeysOnly(random.nextInt(5) == 0)
                .setCountOnly(random.nextInt(5) == 0).build();
    }

    private void stream() {
        RangeRequest request = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("\0"))
                .setRangeEnd(ByteString.copyFromUtf8("\0"))
                .setLimit(random.nextInt(30)).build();
        RangeResponse expected = naive.range(request);
        RangeChunks chunks = live.view().rangeStream(request, 200);
        RangeResponse.Builder joined = RangeResponse.newBuilder();
        while (!chunks.done()) {
            RangeResult chunk = chunks.next();
            joined.mergeFrom(chunk.encodeChunk(chunks.done()
                    ? Headers.REVISION_ONLY.at(chunk.revision()) : null)
                    .decode().getRangeResponse());
            live.engineTurn();
        }
        assertEquals(expected, joined.build(), where);
    }

    private void everyRevision() {
        for (long at = Math.max(1, naive.compactRevision()); at <= naive.revision(); at += 3) {
            RangeRequest all = RangeRequest.newBuilder().setRevision(at)
                    .setKey(ByteString.copyFromUtf8("\0"))
                    .setRangeEnd(ByteString.copyFromUtf8("\0")).build();
            RangeResult result = live.view().range(all);
            assertEquals(naive.range(all),
                    result.encode(Headers.REVISION_ONLY.at(result.revision())).decode(),
                    where + " at " + at);
        }
        assertEquals(naive.leases().size(), live.store().lessor().count(), where);
        for (long lease : naive.leases()) {
            assertEquals(naive.keysOf(lease), live.store().lessor().require(lease).keys()
                    .stream().map(ByteString::copyFrom).toList(), where);
        }
    }

    private void same(Supplier<? extends Message> expected, Supplier<? extends Message> actual) {
        Message right;
        try {
            right = expected.get();
        } catch (KvException e) {
            refused(e, actual::get);
            return;
        }
        assertEquals(right, actual.get(), where);
    }

    private void refusedAlike(Runnable expected, Runnable actual) {
        try {
            expected.run();
        } catch (KvException e) {
            refused(e, actual);
            return;
        }
        actual.run();
    }

    private void refused(KvException expected, Runnable actual) {
        try {
            actual.run();
        } catch (KvException e) {
            assertEquals(expected.getMessage(), e.getMessage(), where);
            return;
        }
        throw new AssertionError(where + ": not refused: " + expected.getMessage());
    }

    private ByteString key() {
        return name(random.nextInt(300));
    }

    private static ByteString name(int number) {
        return ByteString.copyFromUtf8("k" + number % PREFIXES + "/" + number);
    }

    private ByteString end() {
        return switch (random.nextInt(4)) {
            case 0 -> ByteString.copyFromUtf8("\0");
            case 1 -> ByteString.copyFromUtf8("k" + random.nextInt(PREFIXES) + "0");
            case 2 -> ByteString.copyFromUtf8("l");
            default -> key();
        };
    }
}
