package kv.server.consensus;

import java.util.Map;
import java.util.TreeMap;
import kv.raft.model.LogStorage;

/// The term of every entry of a log, as the runs of equal terms that it is made of. Leaders change
/// seldom, so a log of millions of entries has a handful of runs. Confined to kvd-raft.
final class TermRuns {

    private final TreeMap<Long, Long> termByFirstIndex = new TreeMap<>();
    private long base;
    private long last;

    /// @param base index before the first entry
    /// @param baseTerm its term
    TermRuns(long base, long baseTerm) {
        this.base = base;
        this.last = base;
        termByFirstIndex.put(base, baseTerm);
    }

    /// Begins anew, before any entry.
    void beginAt(long newBase, long baseTerm) {
        termByFirstIndex.clear();
        termByFirstIndex.put(newBase, baseTerm);
        base = newBase;
        last = newBase;
    }

    /// Index before the first entry; its term is still known.
    long base() {
        return base;
    }

    /// Index of the newest entry, or the base.
    long last() {
        return last;
    }

    /// The term of an entry, or [LogStorage#UNKNOWN_TERM] outside the log.
    long term(long index) {
        if (index < base || index > last) {
            return LogStorage.UNKNOWN_TERM;
        }
        return termByFirstIndex.floorEntry(index).getValue();
    }

    /// Sets the term of an entry that is the newest from here on.
    void append(long index, long term) {
        if (index <= last) {
            termByFirstIndex.tailMap(index, true).clear();
        }
        last = index;
        Map.Entry<Long, Long> run = termByFirstIndex.lastEntry();
        if (run.getValue() != term) {
            termByFirstIndex.put(index, term);
        }
    }

    /// Forgets what lies below `index`, whose term stays known.
    void compact(long index) {
        long term = term(Math.min(index, last));
        termByFirstIndex.headMap(index, true).clear();
        termByFirstIndex.put(index, term);
        base = index;
        last = Math.max(last, index);
    }
}
