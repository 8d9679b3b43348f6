package kv.store.watch;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.plugin.storage.heap.HeapEngine;
import kv.plugin.storage.heap.HeapState;
import kv.store.mvcc.Headers;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.WriteTxn;

/// A store and event loops whose turns a test makes, one after the other on its own thread.
final class WatchedStore {

    private final HeapEngine engine = new HeapEngine(HeapState.EMPTY);
    final MvccStore store;
    final Queue<Runnable> loopTasks = new ArrayDeque<>();
    final Queue<Runnable> readTasks = new ArrayDeque<>();
    private final Executor loop = loopTasks::add;
    private long index;
    private long nowNs;

    WatchedStore(long ringBytes) {
        store = MvccStore.open(engine,
                MvccOptions.defaults().withValueCacheBytes(1 << 16)
                        .withWatchRingBytes(ringBytes),
                Headers.REVISION_ONLY);
    }

    WatchedStore() {
        this(1 << 20);
    }

    WatchHub hub() {
        return new WatchHub(store.watch(), loop, new WatchHub.Surroundings(readTasks::add,
                () -> nowNs, new WatchLimits(1000, TimeUnit.SECONDS.toNanos(10))));
    }

    /// Applies one entry.
    void apply(Consumer<WriteTxn> entry) {
        if (store.backlogged()) {
            publish();
        }
        while (store.backlogged()) {
            store.committer().doWork(() -> index);
        }
        WriteTxn txn = store.begin(++index, 1);
        entry.accept(txn);
        txn.end();
    }

    void publish() {
        store.publish();
        store.watch().turn(nowNs);
    }

    void put(String key, String value) {
        apply(txn -> txn.put(put(key, value, 0)));
        publish();
    }

    static PutRequest put(String key, String value, long lease) {
        return PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value)).setLease(lease).build();
    }

    void delete(String key, String end) {
        apply(txn -> txn.deleteRange(delete(key).toBuilder()
                .setRangeEnd(ByteString.copyFromUtf8(end)).build()));
        publish();
    }

    static DeleteRangeRequest delete(String key) {
        return DeleteRangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
    }

    void compact(long revision) {
        apply(txn -> txn.compact(revision));
        publish();
    }

    /// Commits everything and finishes every compaction that may go on.
    void settle() {
        publish();
        store.seal();
        boolean busy = true;
        while (busy) {
            busy = store.compactSlice() | store.committer().doWork(() -> index) > 0;
        }
    }

    /// Puts the settled state of a member that is further in place of this one's.
    void replaceBy(WatchedStore other) {
        store.replaceBy(store.prepare(other.engine));
        index = other.index;
        store.watch().turn(nowNs);
    }

    /// Lets time pass.
    void pass(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
        store.watch().turn(nowNs);
        run();
    }

    /// Runs everything that event loops and readers have to do.
    void run() {
        while (!loopTasks.isEmpty() || !readTasks.isEmpty()) {
            Queue<Runnable> next = loopTasks.isEmpty() ? readTasks : loopTasks;
            next.poll().run();
        }
    }

    long revision() {
        return store.view().revision();
    }
}
