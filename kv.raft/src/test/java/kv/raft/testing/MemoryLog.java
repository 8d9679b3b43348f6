package kv.raft.testing;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.HardState;
import kv.raft.model.LogStorage;
import kv.raft.model.Ready.Persist;
import kv.raft.model.SnapshotMeta;

/// A disk for tests: what was written is durable at once. Survives the node that reads it, so a
/// restart is a new node over the same log.
public final class MemoryLog implements LogStorage {

    private final List<Entry> entries = new ArrayList<>();
    private HardState hardState = HardState.EMPTY;
    private ConfState confState = ConfState.EMPTY;
    private SnapshotMeta start = SnapshotMeta.NONE;
    private SnapshotMeta snapshot = SnapshotMeta.NONE;
    private boolean loaded = true;

    public void hardState(HardState state) {
        hardState = state;
    }

    /// The membership at the index that is reported as applied at start.
    public void confState(ConfState state) {
        confState = state;
    }

    /// What a restart would read; the hard state is of the newest write.
    public HardState hardState() {
        return hardState;
    }

    /// Whether entries are at hand, or must be loaded first.
    public void loaded(boolean there) {
        loaded = there;
    }

    /// Carry out a write as `RaftNode` asks: snapshot, entries, hard state.
    public void write(Persist persist) {
        if (!persist.snapshot().isNone()) {
            entries.clear();
            start = persist.snapshot();
            snapshot = start;
        }
        append(persist.entries());
        hardState = persist.hardState();
    }

    public void append(List<Entry> more) {
        for (Entry entry : more) {
            while (lastIndex() >= entry.index()) {
                entries.removeLast();
            }
            if (entry.index() != lastIndex() + 1) {
                throw new AssertionError("gap before " + entry + " after " + lastIndex());
            }
            entries.add(entry);
        }
    }

    /// Offer a snapshot at this index.
    public void offerSnapshot(long index, ConfState membership) {
        snapshot = new SnapshotMeta(index, term(index), membership);
    }

    /// Forget entries up to and including this index.
    public void compact(long index) {
        SnapshotMeta cut = new SnapshotMeta(index, term(index), ConfState.EMPTY);
        entries.subList(0, (int) (index - start.index())).clear();
        start = cut;
    }

    @Override
    public InitialState initialState() {
        return new InitialState(hardState, confState);
    }

    @Override
    public long firstIndex() {
        return start.index() + 1;
    }

    @Override
    public long lastIndex() {
        return start.index() + entries.size();
    }

    @Override
    public long term(long index) {
        if (index == start.index()) {
            return start.term();
        }
        return index < start.index() || index > lastIndex() ? UNKNOWN_TERM : entry(index).term();
    }

    public Entry entry(long index) {
        return entries.get((int) (index - firstIndex()));
    }

    @Override
    public Slice entries(long from, long to, long maxBytes) {
        if (from < firstIndex()) {
            return new Compacted();
        }
        if (!loaded) {
            return new NotLoaded();
        }
        int begin = (int) (from - firstIndex());
        int end = begin;
        long bytes = 0;
        while (end < to - firstIndex()) {
            bytes += entries.get(end).sizeBytes();
            if (bytes > maxBytes && end > begin) {
                break;
            }
            end++;
        }
        return new Loaded(List.copyOf(entries.subList(begin, end)));
    }

    @Override
    public SnapshotMeta snapshot() {
        return snapshot;
    }
}
