package kv.store.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageSnapshot;
import kv.store.range.BrokenInvariant;
import kv.store.rows.EngineBatch;
import kv.store.rows.PendingRun;
import kv.store.rows.PendingRuns;

/// The one thread that changes the engine: commits sealed runs in order, takes snapshots between
/// them, and works on compactions while no run waits. Confined to kvd-engine, except where a
/// method says otherwise.
///
/// Invariant, checked at every commit: the engine never holds an entry that the log could lose,
/// that is consistent index <= last durable log index.
public final class EngineCommitter {

    private final StorageEngine engine;
    private final PendingRuns runs;
    private final int compactionBatchRows;
    private final CompactionHashes hashes = new CompactionHashes();
    private final ConcurrentLinkedQueue<SnapshotOrder> orders = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CompactionPass> passes = new ConcurrentLinkedQueue<>();
    private CompactionPass pass;
    private long unsyncedBytes;
    private volatile long syncedIndex;

    /// A snapshot that is to show exactly the commit of a run.
    private record SnapshotOrder(long runSequence, Consumer<StorageSnapshot> receiver) {
    }

    /// @param compactionBatchRows rows that a turn of a compaction looks at
    public EngineCommitter(StorageEngine engine, PendingRuns runs, int compactionBatchRows) {
        this.engine = engine;
        this.runs = runs;
        this.compactionBatchRows = compactionBatchRows;
    }

    /// One turn: a run, else a batch of a compaction.
    ///
    /// @param durableLogIndex last index that the log has synced; asked after a run was taken,
    ///        since it may have risen with that run
    /// @return the work done, 0 when there was none
    public int doWork(LongSupplier durableLogIndex) {
        PendingRun run = runs.poll();
        int work = takeSnapshots(run == null ? runs.committedSequence() : run.sequence() - 1);
        if (run != null) {
            commit(run, durableLogIndex.getAsLong());
            return work + 1;
        }
        return work + compact();
    }

    /// Commits all that was sealed, and serves every snapshot that was ordered.
    public void finishRuns(LongSupplier durableLogIndex) {
        PendingRun run = runs.poll();
        while (run != null) {
            takeSnapshots(run.sequence() - 1);
            commit(run, durableLogIndex.getAsLong());
            run = runs.poll();
        }
        takeSnapshots(runs.committedSequence());
    }

    private void commit(PendingRun run, long durableLogIndex) {
        if (run.consistentIndex() > durableLogIndex) {
            throw new BrokenInvariant("The engine is about to hold entry " + run.consistentIndex()
                    + " and the log is durable only up to " + durableLogIndex
                    + ". Next: report it; the directory is intact.");
        }
        engine.commit(EngineBatch.of(run, engine.lastCommit()));
        runs.committed(run);
        unsyncedBytes += run.sizeBytes();
    }

    /// Orders come before the run after theirs, so a run that has come shows all that are due.
    private int takeSnapshots(long committed) {
        int taken = 0;
        for (SnapshotOrder order = orders.peek(); order != null
                && order.runSequence <= committed; order = orders.peek()) {
            orders.remove();
            order.receiver.accept(engine.snapshot());
            taken++;
        }
        return taken;
    }

    private int compact() {
        if (pass == null) {
            pass = passes.poll();
        }
        if (pass == null || pass.runSequence() > runs.committedSequence()) {
            return 0;
        }
        if (pass.turn(engine, compactionBatchRows, hashes)) {
            pass = null;
        }
        return 1;
    }

    /// Makes everything committed durable. The log may be cut below the result.
    ///
    /// @return raft index that now survives a loss of power, 0 for an engine that is not durable
    public long sync() {
        CommitPoint point = engine.sync();
        unsyncedBytes = 0;
        syncedIndex = point.consistentIndex();
        return syncedIndex;
    }

    /// Bytes of rows committed since the last [#sync].
    public long unsyncedBytes() {
        return unsyncedBytes;
    }

    /// What the last [#sync] answered. Any thread.
    public long syncedIndex() {
        return syncedIndex;
    }

    /// Whether nothing is left to do. Waiting passes whose run has not come yet count as work.
    public boolean idle() {
        return pass == null && passes.isEmpty() && orders.isEmpty()
                && runs.committedSequence() == runs.sealedSequence();
    }

    /// Orders a snapshot of exactly the commit of the run that was sealed last. For kvd-apply.
    ///
    /// @param receiver called on kvd-engine; closes the snapshot
    public void orderSnapshot(long runSequence, Consumer<StorageSnapshot> receiver) {
        orders.add(new SnapshotOrder(runSequence, receiver));
    }

    /// Hands over the physical half of a compaction. For kvd-apply.
    public void add(CompactionPass newPass) {
        passes.add(newPass);
    }

    /// The hashes of finished compactions. Any thread.
    public CompactionHashes hashes() {
        return hashes;
    }
}
