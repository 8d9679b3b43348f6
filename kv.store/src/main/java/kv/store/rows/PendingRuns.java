package kv.store.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The runs between apply and the engine, oldest first: the sealed ones, and the open one at the
/// end. Confined to kvd-apply but for [#poll] and [#committed], which kvd-engine calls.
///
/// A run stays in sight of readers until the commit that holds it is visible, and for as long as
/// any published view names it.
public final class PendingRuns {

    /// Sealed runs that may wait for the engine; then apply stops.
    public static final int MAX_SEALED = 2;

    private final SealLimits limits;
    private final ValueCache cache;
    private final ArrayDeque<PendingRun> sealed = new ArrayDeque<>();
    private List<PendingRun> visible;
    private final ConcurrentLinkedQueue<PendingRun> handOver = new ConcurrentLinkedQueue<>();
    private volatile long committedSequence;
    private volatile long sealedSequence;
    private PendingRun open;
    private long openedNs;
    private long sealedIndex;

    /// When an open run is sealed, whatever comes first.
    ///
    /// @param ageNs time since the run was found to hold something
    /// @param operations changes
    /// @param sizeBytes bytes of rows
    public record SealLimits(long ageNs, int operations, long sizeBytes) {
    }

    /// @param index raft index that the engine holds
    /// @param term its term
    public PendingRuns(SealLimits limits, ValueCache cache, long index, long term) {
        this.limits = limits;
        this.cache = cache;
        open = new PendingRun(1);
        open.begin(index, term);
        sealedIndex = index;
        visible = List.of(open);
    }

    /// The run that takes changes.
    public PendingRun open() {
        return open;
    }

    /// The runs that a reader must look into, oldest first. Also forgets what the engine holds.
    /// The same list as before when nothing has changed.
    public List<PendingRun> visible() {
        boolean shorter = false;
        while (!sealed.isEmpty() && sealed.peekFirst().sequence() <= committedSequence) {
            sealed.removeFirst();
            shorter = true;
        }
        if (shorter || visible.getLast() != open) {
            List<PendingRun> runs = new ArrayList<>(sealed);
            runs.add(open);
            visible = runs;
        }
        return visible;
    }

    /// Whether two sealed runs wait for the engine, so that no entry may be applied.
    public boolean backlogged() {
        return open.sequence() - 1 - committedSequence >= MAX_SEALED;
    }

    /// Whether anything was applied since the last run was sealed.
    public boolean dirty() {
        return open.operations() > 0 || open.consistentIndex() > sealedIndex;
    }

    /// Seals the open run if a limit is reached and the line has room.
    ///
    /// @return whether a run was handed over
    public boolean sealIfDue(long nowNs) {
        if (!dirty()) {
            return false;
        }
        if (openedNs == 0) {
            openedNs = nowNs;
        }
        boolean due = open.operations() >= limits.operations
                || open.sizeBytes() >= limits.sizeBytes || nowNs - openedNs >= limits.ageNs;
        return due && !backlogged() && seal();
    }

    /// Seals the open run now, whatever waits, unless nothing is in it.
    ///
    /// @return whether a run was handed over
    public boolean seal() {
        if (!dirty()) {
            return false;
        }
        PendingRun next = new PendingRun(open.sequence() + 1);
        next.begin(open.consistentIndex(), open.term());
        open.publish();
        sealed.addLast(open);
        sealedSequence = open.sequence();
        handOver.add(open);
        sealedIndex = open.consistentIndex();
        open = next;
        openedNs = 0;
        return true;
    }

    /// The oldest run that waits for the engine, or null. For kvd-engine.
    public PendingRun poll() {
        return handOver.poll();
    }

    /// The run is in the engine, for every reader that comes now. For kvd-engine.
    public void committed(PendingRun run) {
        run.forEachRow(run.rowCount(), cache::put);
        committedSequence = run.sequence();
    }

    /// Number of the newest run that the engine holds. Any thread.
    public long committedSequence() {
        return committedSequence;
    }

    /// Number of the newest run that was sealed. Any thread.
    public long sealedSequence() {
        return sealedSequence;
    }
}
