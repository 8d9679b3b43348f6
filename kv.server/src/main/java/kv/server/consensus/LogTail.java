package kv.server.consensus;

import java.util.Arrays;
import java.util.List;
import kv.raft.model.Entry;
import kv.raft.model.InvariantError;
import kv.raft.model.LogStorage;
import kv.raft.model.SnapshotMeta;
import kv.store.wal.WalPosition;

/// The durable log as the Raft core reads it: the terms of all entries that are kept, and the
/// entries themselves from a floor on. What lies below the floor is in the segments alone.
///
/// ```
///   snapshot   first            floor              last
///      |p|     4   5   6   7  |  8   9   10   11   12
///              terms alone    |  terms and entries
/// ```
///
/// Applied entries leave from the front once those held pass a limit in bytes. Confined to
/// kvd-raft.
public final class LogTail implements LogStorage {

    private static final int FIRST_CAPACITY = 1024;

    private final InitialState initial;
    private final long limitBytes;
    private final TermRuns terms;
    private long floor;
    private Entry[] ring = new Entry[FIRST_CAPACITY];
    private int head;
    private int held;
    private long heldBytes;
    private SnapshotMeta snapshot;
    private final LoadedEntries loaded = new LoadedEntries();
    private Wanted wanted;
    private boolean reading;

    /// A log as it was found.
    ///
    /// @param initial hard state, and membership at the applied index
    /// @param base the entry before the first, whose term alone is known
    /// @param entries everything after it
    /// @param limitBytes most that applied entries may hold of the heap
    public LogTail(
            InitialState initial, SnapshotMeta base, List<Entry> entries, long limitBytes) {
        this.initial = initial;
        this.limitBytes = limitBytes;
        this.terms = new TermRuns(base.index(), base.term());
        this.floor = base.index() + 1;
        this.snapshot = base;
        entries.forEach(this::append);
    }

    /// A log as it was found, with what the segments hold from before those entries.
    ///
    /// @param earlier where the terms change before the base, in order; see
    ///        [kv.store.wal.WalContents#earlier()]
    public static LogTail reachingBack(LogTail empty, List<WalPosition> earlier, WalPosition base,
            List<Entry> entries) {
        empty.reachBack(earlier, base);
        entries.forEach(empty::append);
        return empty;
    }

    /// A range of entries that has to be read back from the segments.
    ///
    /// @param from first index
    /// @param to index after the last
    /// @param maxBytes most that they may take, but for the first
    public record Wanted(long from, long to, long maxBytes) {
    }

    /// Before the first entry: the log goes back further than the entries that it was made with,
    /// down to the first of these positions, whose entry is not part of it.
    ///
    /// @param terms where the term changes, in order
    /// @param last the newest entry that is in the segments alone
    private void reachBack(List<WalPosition> terms, WalPosition last) {
        if (terms.isEmpty()) {
            return;
        }
        WalPosition first = terms.getFirst();
        boolean whole = first.index() == 1;
        this.terms.beginAt(whole ? 0 : first.index(), whole ? 0 : first.term());
        for (WalPosition change : terms) {
            if (change.index() > this.terms.base()) {
                this.terms.append(change.index(), change.term());
            }
        }
        if (last.index() > this.terms.base()) {
            this.terms.append(last.index(), last.term());
        }
    }

    /// What [#entries(long, long, long)] did not have at hand since this was asked last; null for
    /// nothing.
    public Wanted takeWanted() {
        Wanted taken = wanted;
        reading |= taken != null;
        wanted = null;
        return taken;
    }

    /// Takes entries that were read back; none if the segments do not hold them any more.
    public void loaded(List<Entry> entries) {
        reading = false;
        if (entries.isEmpty()) {
            terms.compact(floor - 1);
        } else {
            loaded.add(entries);
        }
    }

    @Override
    public InitialState initialState() {
        return initial;
    }

    @Override
    public long firstIndex() {
        return terms.base() + 1;
    }

    @Override
    public long lastIndex() {
        return terms.last();
    }

    @Override
    public long term(long index) {
        return terms.term(index);
    }

    @Override
    public Slice entries(long from, long to, long maxBytes) {
        if (from < firstIndex()) {
            return new Compacted();
        }
        if (from < floor) {
            return readBack(from, Math.min(to, floor), maxBytes);
        }
        int count = (int) (to - from);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += at(from + i).sizeBytes();
            if (bytes > maxBytes && i > 0) {
                count = i;
            }
        }
        Entry[] slice = new Entry[count];
        for (int i = 0; i < count; i++) {
            slice[i] = at(from + i);
        }
        return new Loaded(Arrays.asList(slice));
    }

    private Slice readBack(long from, long to, long maxBytes) {
        List<Entry> found = loaded.find(from, to, maxBytes);
        if (!found.isEmpty()) {
            return new Loaded(found);
        }
        if (!reading) {
            wanted = new Wanted(from, to, maxBytes);
        }
        return new NotLoaded();
    }

    @Override
    public SnapshotMeta snapshot() {
        return snapshot;
    }

    /// Takes entries that are durable. They may replace the end of the log.
    public void append(List<Entry> entries) {
        for (Entry entry : entries) {
            append(entry);
        }
    }

    /// Lets go of applied entries beyond the limit.
    public void applied(long index) {
        while (heldBytes > limitBytes && held > 0 && floor <= index) {
            dropFirst();
        }
    }

    /// The log begins after this entry now; the segments may have dropped it.
    public void compact(SnapshotMeta to) {
        if (to.index() <= terms.base()) {
            return;
        }
        while (floor <= to.index() && held > 0) {
            dropFirst();
        }
        floor = Math.max(floor, to.index() + 1);
        terms.compact(to.index());
        snapshot = to;
    }

    /// A snapshot has taken the place of all entries.
    public void beginAnew(SnapshotMeta at) {
        while (held > 0) {
            dropFirst();
        }
        terms.beginAt(at.index(), at.term());
        floor = at.index() + 1;
        snapshot = at;
        wanted = null;
    }

    /// Bytes of the entries that are held.
    public long heldBytes() {
        return heldBytes;
    }

    private void append(Entry entry) {
        long index = entry.index();
        if (index > lastIndex() + 1 || index < firstIndex()) {
            throw new InvariantError("entry " + index + " appended to a log from "
                    + firstIndex() + " to " + lastIndex());
        }
        while (held > 0 && floor + held > index) {
            dropLast();
        }
        if (held == 0) {
            floor = index;
        }
        terms.append(index, entry.term());
        if (held == ring.length) {
            grow();
        }
        ring[(head + held) & (ring.length - 1)] = entry;
        held++;
        heldBytes += entry.sizeBytes();
    }

    private Entry at(long index) {
        return ring[(head + (int) (index - floor)) & (ring.length - 1)];
    }

    private void dropFirst() {
        heldBytes -= ring[head].sizeBytes();
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        held--;
        floor++;
    }

    private void dropLast() {
        int last = (head + held - 1) & (ring.length - 1);
        heldBytes -= ring[last].sizeBytes();
        ring[last] = null;
        held--;
    }

    private void grow() {
        Entry[] larger = new Entry[ring.length * 2];
        for (int i = 0; i < held; i++) {
            larger[i] = ring[(head + i) & (ring.length - 1)];
        }
        ring = larger;
        head = 0;
    }
}
