package kv.store.mvcc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.mvccpb.KeyValue;
import kv.plugin.storage.heap.HeapEngine;
import kv.plugin.storage.heap.HeapState;
import kv.store.range.RangeResult;
import kv.store.rows.PendingRuns.SealLimits;
import org.junit.jupiter.api.Test;

/// Every transaction here writes the same value to all keys of a group, or deletes the group, so
/// a reader that sees two values, or a part of a group, has seen a state that never was. Apply,
/// engine and readers run on threads of their own, with compactions close behind.
class ConcurrentReadersTest {

    private static final int GROUP = 10;
    private static final int GROUPS = 30;
    private static final int ENTRIES = 6_000;

    private final HeapEngine engine = new HeapEngine(HeapState.EMPTY);
    private final MvccStore store = MvccStore.open(engine, new MvccOptions(2, 1 << 16, 4_000,
            new SealLimits(TimeUnit.MILLISECONDS.toNanos(1), 300, 1 << 20), 50, 1 << 16),
            Headers.REVISION_ONLY);
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong durable = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    @Test
    void readersSeeWholeTransactions() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> untilDone(this::applyAll)));
            running.add(threads.submit(() -> untilDone(this::commit)));
            running.add(threads.submit(() -> untilDone(() -> read(new Random(1)))));
            running.add(threads.submit(() -> untilDone(() -> read(new Random(2)))));
            for (Future<?> thread : running) {
                thread.get(60, TimeUnit.SECONDS);
            }
        }
        assertTrue(reads.get() > 0);
        assertTrue(store.compactions().isDone() || store.view().compactRevision() > 0);
    }

    /// The first that ends, well or not, ends all.
    private void untilDone(Runnable role) {
        try {
            role.run();
        } finally {
            done.set(true);
        }
    }

    private void applyAll() {
        Random random = new Random(3);
        for (long index = 1; index <= ENTRIES && !done.get(); index++) {
            apply(index, random);
        }
    }

    private void apply(long index, Random random) {
        while (store.backlogged() && !done.get()) {
            Thread.onSpinWait();
        }
        durable.set(index);
        WriteTxn txn = store.begin(index, 1);
        if (index % 500 == 0) {
            txn.compact(txn.revision() - random.nextInt(20));
        } else {
            txn.txn(group(random.nextInt(GROUPS), index, random.nextInt(5) == 0));
        }
        txn.end();
        if (random.nextInt(4) == 0) {
            store.publish();
            store.sealIfDue(System.nanoTime());
            store.compactSlice();
        }
    }

    private static TxnRequest group(int group, long value, boolean delete) {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int i = 0; i < GROUP; i++) {
            RequestOp.Builder op = txn.addSuccessBuilder();
            if (delete) {
                op.getRequestDeleteRangeBuilder().setKey(key(group, i));
            } else {
                op.getRequestPutBuilder().setKey(key(group, i))
                        .setValue(ByteString.copyFromUtf8("v" + value));
            }
        }
        return txn.build();
    }

    private static ByteString key(int group, int i) {
        return ByteString.copyFromUtf8("group/" + (char) ('A' + group) + "/" + i);
    }

    private void commit() {
        while (!done.get()) {
            store.committer().doWork(durable::get);
        }
    }

    private void read(Random random) {
        while (!done.get()) {
            int group = random.nextInt(GROUPS);
            RangeRequest.Builder request = RangeRequest.newBuilder()
                    .setKey(key(group, 0)).setRangeEnd(key(group + 1, 0));
            ReadView view = store.view();
            if (random.nextInt(3) == 0) {
                request.setRevision(Math.max(1, view.revision() - random.nextInt(300)));
            }
            check(view, request.build(), random.nextBoolean());
            reads.incrementAndGet();
        }
    }

    private static void check(ReadView view, RangeRequest request, boolean inline) {
        RangeResponse response;
        try {
            response = inline
                    ? view.rangeInline(request).orElseGet(() -> view.range(request))
                            .toBuilder().build()
                    : response(view.range(request));
        } catch (KvException compacted) {
            assertTrue(request.getRevision() > 0, compacted.getMessage());
            return;
        }
        assertEquals(response.getKvsCount(), response.getCount());
        assertTrue(response.getKvsCount() == 0 || response.getKvsCount() == GROUP,
                "keys: " + response.getKvsCount());
        assertEquals(response.getKvsCount() == 0 ? 0 : 1, response.getKvsList().stream()
                .map(KeyValue::getValue).distinct().count());
    }

    private static RangeResponse response(RangeResult result) {
        return result.encode(null).decode();
    }
}
