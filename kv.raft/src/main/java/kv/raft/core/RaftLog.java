package kv.raft.core;

import java.util.List;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.InvariantError;
import kv.raft.model.LogStorage;
import kv.raft.model.LogStorage.Compacted;
import kv.raft.model.LogStorage.Loaded;
import kv.raft.model.LogStorage.NotLoaded;
import kv.raft.model.LogStorage.Slice;
import kv.raft.model.SnapshotMeta;

/// The log as the roles see it: what [LogStorage] holds, continued by what is on its way there.
/// Confined to the raft thread.
///
/// - `applied <= handedOut <= min(commit, durable)`, or a snapshot is pending.
/// - `commit` never falls, and no entry at or below it is ever replaced (Raft §5.4).
/// - The storage is trusted only below the unstable part: above, it may still show entries that a
///   pending write replaces.
final class RaftLog {

    private static final long SCAN_BYTES = 1 << 20;

    private final LogStorage storage;
    private final UnstableLog unstable;
    private final long applyingBytesLimit;
    private final ByteQueue applying = new ByteQueue();
    private long commit;
    private long handedOut;
    private long applied;
    private long restored;
    private boolean loading;

    RaftLog(LogStorage storage, long commit, long applied, long applyingBytesLimit) {
        this.storage = storage;
        this.unstable = new UnstableLog(storage.lastIndex() + 1);
        this.applyingBytesLimit = applyingBytesLimit;
        // What was applied was committed, though the disk may not have heard of the commit.
        this.commit = Math.max(commit, applied);
        this.applied = applied;
        this.handedOut = applied;
        InvariantError.check(this.commit <= lastIndex(),
                "commit " + this.commit + " is beyond the last entry " + lastIndex());
        InvariantError.check(applied + 1 >= storage.firstIndex(),
                "entries after applied " + applied + " begin at " + storage.firstIndex());
    }

    long firstIndex() {
        return unstable.hasSnapshot() ? unstable.snapshot().index() + 1 : storage.firstIndex();
    }

    long lastIndex() {
        return unstable.lastIndex();
    }

    /// Newest entry known to be durable here.
    long durableIndex() {
        return unstable.hasSnapshot() ? unstable.snapshot().index() - 1 : unstable.offset() - 1;
    }

    long commit() {
        return commit;
    }

    long applied() {
        return applied;
    }

    EntryId lastId() {
        long last = lastIndex();
        return new EntryId(term(last), last);
    }

    /// Term of an entry, [LogStorage#UNKNOWN_TERM] if the log does not hold it (any more, or yet).
    long term(long index) {
        if (index > lastIndex() || index < firstIndex() - 1) {
            return LogStorage.UNKNOWN_TERM;
        }
        if (index >= unstable.offset()) {
            return unstable.get(index).term();
        }
        return unstable.hasSnapshot() ? unstable.snapshot().term() : storage.term(index);
    }

    boolean matches(EntryId id) {
        return term(id.index()) == id.term();
    }

    /// Whether a log that ends so holds everything committed that this one holds (Raft §5.4.1).
    boolean isUpToDate(EntryId last) {
        EntryId mine = lastId();
        return last.term() > mine.term()
                || last.term() == mine.term() && last.index() >= mine.index();
    }

    /// The newest entry at or before `index` whose term is not above `term`: all that lies between
    /// cannot match a log that has `term` there.
    EntryId newestUpTo(long index, long term) {
        long at = Math.min(index, lastIndex());
        long found = term(at);
        while (at >= firstIndex() && found > term) {
            at--;
            found = term(at);
        }
        return new EntryId(Math.max(found, 0), at);
    }

    /// Append an entry of one's own.
    void append(Entry entry) {
        unstable.append(entry);
    }

    /// Make the log hold these entries, which continue an entry that matches. What is there already
    /// stays; from the first contradiction on everything is replaced (Raft §5.3). Returns the index
    /// from which on the log changed, 0 if it did not.
    long merge(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (term(entry.index()) != entry.term()) {
                replaceFrom(entries, i);
                return entry.index();
            }
        }
        return 0;
    }

    private void replaceFrom(List<Entry> entries, int start) {
        long index = entries.get(start).index();
        if (index <= commit) {
            throw new InvariantError(
                    "entry " + index + " contradicts the log, committed to " + commit);
        }
        if (index <= lastIndex()) {
            unstable.truncateFrom(index);
        }
        for (int i = start; i < entries.size(); i++) {
            unstable.append(entries.get(i));
        }
    }

    /// Entries from here on, as many as fit but at least one.
    Slice entries(long from, long maxBytes) {
        if (from < firstIndex()) {
            return new Compacted();
        }
        if (from < unstable.offset()) {
            return storage.entries(from, unstable.offset(), maxBytes);
        }
        long to = from;
        long bytes = 0;
        while (to <= lastIndex()) {
            bytes += unstable.get(to).sizeBytes();
            if (bytes > maxBytes && to > from) {
                break;
            }
            to++;
        }
        return new Loaded(unstable.slice(from, to));
    }

    /// A snapshot to send, [SnapshotMeta#NONE] if there is none yet.
    SnapshotMeta snapshot() {
        return unstable.hasSnapshot() ? unstable.snapshot() : storage.snapshot();
    }

    /// Commit up to here. Returns whether that is news.
    boolean commitTo(long index) {
        if (index <= commit) {
            return false;
        }
        if (index > lastIndex()) {
            throw new InvariantError(
                    "told to commit " + index + " beyond the last entry " + lastIndex());
        }
        commit = index;
        return true;
    }

    /// Throw the log away for a snapshot.
    void restore(SnapshotMeta meta) {
        unstable.restore(meta);
        commit = meta.index();
        handedOut = meta.index();
        restored = meta.index();
        loading = false;
    }

    /// Whether the state machine does not hold yet what the newest snapshot holds: what it still
    /// applies are entries from before.
    boolean isBehindSnapshot() {
        return applied < restored;
    }

    boolean hasPendingSnapshot() {
        return unstable.hasSnapshot();
    }

    boolean hasUnwritten() {
        return unstable.hasUntaken();
    }

    List<Entry> takeEntries() {
        return unstable.takeEntries();
    }

    SnapshotMeta takeSnapshot() {
        return unstable.takeSnapshot();
    }

    void stableTo(long index) {
        unstable.stableTo(index);
    }

    void snapshotStable(long index) {
        unstable.snapshotStable(index);
    }

    /// Whether there is something to apply, and room to hand it out.
    boolean hasCommitted() {
        return !loading && !unstable.hasSnapshot() && applying.totalBytes() < applyingBytesLimit
                && handedOut < Math.min(commit, durableIndex());
    }

    /// The next entries to apply. None if the storage must load them first.
    List<Entry> takeCommitted() {
        if (!hasCommitted()) {
            return List.of();
        }
        long end = Math.min(commit, durableIndex()) + 1;
        long room = applyingBytesLimit - applying.totalBytes();
        return switch (storage.entries(handedOut + 1, end, room)) {
            case Loaded loaded -> handOut(loaded.entries());
            case NotLoaded _ -> {
                loading = true;
                yield List.of();
            }
            case Compacted _ -> throw new InvariantError(
                    "entry " + (handedOut + 1) + " was compacted before it was applied");
        };
    }

    private List<Entry> handOut(List<Entry> entries) {
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).sizeBytes();
        }
        long last = entries.getLast().index();
        InvariantError.check(entries.getFirst().index() == handedOut + 1,
                "entries to apply begin with the next one");
        applying.add(last, bytes);
        handedOut = last;
        return entries;
    }

    void loaded() {
        loading = false;
    }

    /// Everything up to here is applied.
    void appliedTo(long index) {
        if (index > handedOut) {
            throw new InvariantError(
                    "applied " + index + " was not handed out; only " + handedOut + " was");
        }
        applied = Math.max(applied, index);
        applying.releaseTo(index);
    }

    /// Whether a change of membership is committed and not applied. Entries that would have to be
    /// loaded first count as one.
    boolean hasUnappliedConfChange() {
        long next = applied + 1;
        while (next <= commit) {
            if (!(entries(next, SCAN_BYTES) instanceof Loaded loaded)) {
                return true;
            }
            for (Entry entry : loaded.entries()) {
                if (entry.index() <= commit && entry.kind().changesMembership()) {
                    return true;
                }
            }
            next += loaded.entries().size();
        }
        return false;
    }
}
