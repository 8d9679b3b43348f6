package kv.raft.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.Ready;
import kv.raft.model.Ready.LogLoss;
import kv.raft.model.SnapshotMeta;
import kv.raft.model.SoftState.RoleKind;

/// The four properties of Raft Figure 3 that a run can break, and that of reads, each checked
/// against everything that was ever seen in the run.
final class Judges {

    private final Map<Long, Long> leaders = new HashMap<>();
    private final Map<EntryId, EntryId> predecessors = new HashMap<>();
    private final Map<EntryId, Entry> written = new HashMap<>();
    private final TreeMap<Long, Entry> applied = new TreeMap<>();
    private final Map<Long, Long> asked = new HashMap<>();
    private int reads;

    static final class Verdict extends AssertionError {
        private static final long serialVersionUID = 1L;

        Verdict(String message) {
            super(message);
        }
    }

    private static void require(boolean holds, String property, Object... facts) {
        if (!holds) {
            throw new Verdict(property + ": " + List.of(facts));
        }
    }

    /// Election Safety: at most one leader in a term. Leader Completeness: it holds every entry
    /// that anybody has applied. It is judged by a leader's first write, its first entry.
    void electionSafety(long id, Ready ready, List<EntryId> log) {
        if (ready.softState().role() != RoleKind.LEADER) {
            return;
        }
        long term = ready.persist().hardState().term();
        Long other = leaders.putIfAbsent(term, id);
        require(other == null || other == id, "election safety", term, id, String.valueOf(other));
        if (other == null) {
            leaderCompleteness(id, log);
        }
    }

    private void leaderCompleteness(long id, List<EntryId> log) {
        Map<Long, EntryId> byIndex = new HashMap<>();
        log.forEach(entry -> byIndex.put(entry.index(), entry));
        long first = log.getFirst().index();
        for (Entry entry : applied.tailMap(first).values()) {
            require(entry.id().equals(byIndex.get(entry.index())),
                    "leader completeness", id, entry, log);
        }
    }

    /// Log Matching, by induction: an id stands for one entry with one predecessor.
    void logMatching(EntryId predecessor, Entry entry) {
        EntryId knownBefore = predecessors.putIfAbsent(entry.id(), predecessor);
        Entry known = written.putIfAbsent(entry.id(), entry);
        require(knownBefore == null || knownBefore.equals(predecessor),
                "log matching", entry, predecessor, String.valueOf(knownBefore));
        require(known == null || known.equals(entry),
                "log matching", entry, String.valueOf(known));
    }

    /// State Machine Safety: nobody applies another entry at the same index.
    void stateMachineSafety(long id, Entry entry) {
        Entry other = applied.putIfAbsent(entry.index(), entry);
        require(other == null || other.equals(entry), "state machine safety", id, entry,
                String.valueOf(other));
    }

    /// A snapshot stands for what was applied.
    void snapshotSafety(long id, SnapshotMeta snapshot) {
        Entry entry = applied.get(snapshot.index());
        require(entry != null && entry.id().equals(snapshot.id()),
                "state machine safety of a snapshot", id, snapshot, String.valueOf(entry));
    }

    /// A read begins: from here on it must see everything that anybody has applied until now.
    void readAsked(long context) {
        asked.put(context, newestApplied());
    }

    void readAnswered(long context, long index) {
        require(index >= asked.get(context), "read index", context, index, asked.get(context));
        reads++;
    }

    /// No disk here loses what was acknowledged, however late and often the messages come.
    void nothingLost(List<LogLoss> losses) {
        require(losses.isEmpty(), "a member that kept its log is refused", losses);
    }

    long newestApplied() {
        return applied.isEmpty() ? 0 : applied.lastKey();
    }

    int reads() {
        return reads;
    }

    int terms() {
        return leaders.size();
    }

    /// The newest command that anybody has applied.
    String lastApplied() {
        return applied.isEmpty() ? "" : applied.lastEntry().getValue().payload().toString();
    }
}
