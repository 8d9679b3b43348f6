package kv.store.watch.event;

import java.util.List;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.store.range.KeyReads;
import kv.store.range.Pins;
import kv.store.rows.PendingRun;
import kv.store.schema.BigEndian;
import kv.store.schema.RevisionKey;

/// Reads from storage what some watchers have missed: one pass over the rows of a stretch of
/// revisions for all of them. Runs on kvd-read; one thread.
///
/// While it runs, the revision before the first is pinned, so that compaction takes neither a row
/// nor the pair before an event from under it.
public final class HistoryScan {

    private static final int MAX_ROWS = 100_000;

    private final KeyReads reads;
    private final KeySet keys;
    private final KeySet keysWithPrev;
    private final long from;
    private final Gathering gathering;
    private int rows;
    private long lastSeen;
    private boolean stopped;

    /// What a scan has found.
    ///
    /// @param batch the events of the watchers' keys
    /// @param prevs the pairs before them, for those that want them
    public record Found(EventBatch batch, PrevValues prevs) {
    }

    /// @param reads the newest state
    /// @param keys what is looked for
    /// @param keysWithPrev of these, the keys whose events carry the pair before
    /// @param from the first revision
    public HistoryScan(KeyReads reads, KeySet keys, KeySet keysWithPrev, long from) {
        this.reads = reads;
        this.keys = keys;
        this.keysWithPrev = keysWithPrev;
        this.from = from;
        gathering = new Gathering(from);
        lastSeen = from - 1;
    }

    /// Scans.
    ///
    /// @return null when a compaction has passed the first revision
    public Found run() {
        Pins pins = reads.pins();
        long pinned = pins.pin(from - 1) ? from - 1 : pins.pin(from) ? from : -1;
        if (pinned < 0) {
            return null;
        }
        try {
            scan();
            EventBatch batch = gathering.build(stopped ? lastSeen : reads.revision());
            PrevValues prevs = new PrevValues(batch, reads, true);
            for (int event = 0; event < batch.size(); event++) {
                if (keysWithPrev.contains(batch.key(event))) {
                    prevs.look(event);
                }
            }
            return new Found(batch, prevs);
        } finally {
            pins.unpin(pinned);
        }
    }

    private void scan() {
        List<PendingRun> runs = reads.rows().runs();
        long pending = reads.revision() + 1;
        for (PendingRun run : runs) {
            pending = Math.min(pending, run.firstMain());
        }
        if (from < pending) {
            reads.rows().engine().scan(Table.KEY, RevisionKey.of(from, 0),
                    RevisionKey.of(pending, 0), (key, value) -> take(RevisionKey.main(key),
                            RevisionKey.tombstone(key), Slice.of(value)));
        }
        for (PendingRun run : runs) {
            if (!stopped && run.firstMain() <= reads.revision()) {
                run.forEachRow(from, reads.revision(), (key, value) ->
                        take(BigEndian.get(key.array(), key.offset()),
                                key.length() == RevisionKey.TOMBSTONE_SIZE, value));
            }
        }
    }

    /// @return whether the next row is wanted
    private boolean take(long revision, boolean deleted, Slice row) {
        if (stopped) {
            return false;
        }
        if (revision != lastSeen && ++rows > MAX_ROWS || !gathering.takes(revision)) {
            stopped = true;
            lastSeen = Math.max(lastSeen, revision - 1);
            return false;
        }
        lastSeen = revision;
        if (keys.contains(EventBatch.keyOf(row))) {
            gathering.at(revision).add(revision, deleted, row);
        }
        return true;
    }
}
