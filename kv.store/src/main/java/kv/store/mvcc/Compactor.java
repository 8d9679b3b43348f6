package kv.store.mvcc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kv.store.engine.CompactionPass;
import kv.store.engine.CompactionPass.Order;
import kv.store.engine.EngineCommitter;
import kv.store.index.IndexCursor;
import kv.store.index.KeyEntry;

/// Takes compacted history away, one compaction after the other: first from the index, in slices
/// between the apply batches, then from the engine, by a [CompactionPass]. Confined to kvd-apply.
///
/// A compaction begins only when the one before has finished, when it has been published, and
/// when nobody reads below it any more.
final class Compactor {

    private final StoreState state;
    private final EngineCommitter committer;
    private final ArrayDeque<Order> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);
    private Order current;
    private boolean pruned;
    private byte[] next;

    Compactor(StoreState state, EngineCommitter committer) {
        this.state = state;
        this.committer = committer;
    }

    /// Takes an accepted compaction.
    ///
    /// @param hashed see [Order]
    /// @return completed when its deletions are committed
    CompletableFuture<Void> add(long revision, long previous, boolean hashed) {
        return add(revision, previous, hashed, state.runs.open().sequence());
    }

    /// Takes up a compaction that was accepted before the start and not finished: every row that
    /// it concerns is in the engine.
    void resume(long revision, long previous) {
        add(revision, previous, false, 0);
    }

    private CompletableFuture<Void> add(
            long revision, long previous, boolean hashed, long runSequence) {
        newest = new CompletableFuture<>();
        waiting.add(new Order(revision, previous, hashed, runSequence, newest));
        return newest;
    }

    /// Completed when nothing is left to do.
    CompletableFuture<Void> newest() {
        return newest;
    }

    /// Does no more: the state has been replaced by one in which other compactions are under way.
    void abandon() {
        if (current != null) {
            current.finished().complete(null);
        }
        waiting.forEach(order -> order.finished().complete(null));
    }

    /// Looks at some keys.
    ///
    /// @param publishedRevision compact revision of the newest view
    /// @return whether something was done; kvd-engine may have to do its part now
    boolean slice(long publishedRevision, int keys) {
        if (current == null && !begin(publishedRevision)) {
            return false;
        }
        if (pruned) {
            return ended();
        }
        prune(keys);
        return true;
    }

    private boolean begin(long publishedRevision) {
        Order order = waiting.peek();
        if (order == null || order.revision() > publishedRevision
                || !state.pins.raise(order.revision())) {
            return false;
        }
        current = waiting.remove();
        pruned = false;
        next = new byte[0];
        return true;
    }

    private boolean ended() {
        if (!current.finished().isDone()) {
            return false;
        }
        current = null;
        return !waiting.isEmpty();
    }

    /// The keys of a slice are listed before any of them changes the tree.
    private void prune(int keys) {
        IndexCursor cursor = state.index.current().cursor(next, null);
        List<KeyEntry> entries = new ArrayList<>(keys);
        while (entries.size() < keys) {
            KeyEntry entry = cursor.next();
            if (entry == null) {
                pruned = true;
                break;
            }
            entries.add(entry);
        }
        entries.forEach(entry -> state.index.compactEntry(entry, current.revision()));
        if (pruned) {
            sealRun();
            committer.add(new CompactionPass(current, state.index.publish()));
        } else {
            byte[] last = entries.getLast().key();
            next = Arrays.copyOf(last, last.length + 1);
        }
    }

    /// The pass needs the run that the compaction is in; a client may wait for it.
    private void sealRun() {
        if (current.runSequence() == state.runs.open().sequence() && !state.runs.backlogged()) {
            state.runs.seal();
        }
    }
}
