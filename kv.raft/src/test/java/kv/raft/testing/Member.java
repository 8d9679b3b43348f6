package kv.raft.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import kv.raft.RaftNode;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.Message;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.Ready.Persist;

/// A member with a disk and a state machine, driven as the page of [RaftNode] says, but one step at
/// a time: taking a `Ready`, writing and applying are apart, so that a test may put anything
/// between them, a crash above all.
public final class Member {

    private final RaftConfig config;
    private final MemoryLog disk;
    private final ArrayDeque<Persist> unwritten = new ArrayDeque<>();
    private final ArrayDeque<Entry> unapplied = new ArrayDeque<>();
    private final TreeMap<Long, ConfState> memberships = new TreeMap<>();
    private RaftNode node;
    private long applied;
    private boolean running;

    /// A member whose disk shows `membership` in force at the index before its first entry.
    public Member(RaftConfig config, MemoryLog disk, ConfState membership) {
        this.config = config;
        this.disk = disk;
        this.applied = disk.firstIndex() - 1;
        memberships.put(applied, membership);
        start(applied);
    }

    public long id() {
        return config.id();
    }

    public RaftNode node() {
        return node;
    }

    public MemoryLog disk() {
        return disk;
    }

    public boolean isRunning() {
        return running;
    }

    /// Newest entry that the state machine holds.
    public long applied() {
        return applied;
    }

    /// The membership after an entry was applied.
    public ConfState membershipAt(long index) {
        return memberships.floorEntry(index).getValue();
    }

    /// Begin from what the disk holds, with a state machine that is as old as told.
    public void start(long appliedAtStart) {
        applied = Math.max(appliedAtStart, disk.firstIndex() - 1);
        disk.confState(membershipAt(applied));
        node = new RaftNode(config, disk, applied);
        running = true;
    }

    /// Stop at once. The oldest writes may have reached the disk unreported, the others are lost.
    public void crash(int writesThatReachedTheDisk) {
        for (int i = 0; i < writesThatReachedTheDisk && !unwritten.isEmpty(); i++) {
            put(unwritten.poll());
        }
        unwritten.clear();
        unapplied.clear();
        running = false;
    }

    /// Take one `Ready` and queue what it asks for. What it sends is the caller's to carry.
    public Ready takeReady() {
        Ready ready = node.ready();
        if (!ready.persist().isEmpty()) {
            unwritten.add(ready.persist());
        }
        unapplied.addAll(ready.committed());
        return ready;
    }

    /// The log as the node has it: what is on disk, continued by what is being written. Begins
    /// with the place before the first entry.
    public List<EntryId> log() {
        ArrayList<EntryId> ids = new ArrayList<>();
        for (long index = disk.firstIndex() - 1; index <= disk.lastIndex(); index++) {
            ids.add(new EntryId(disk.term(index), index));
        }
        for (Persist persist : unwritten) {
            if (!persist.snapshot().isNone()) {
                ids.clear();
                ids.add(persist.snapshot().id());
            }
            for (Entry entry : persist.entries()) {
                while (ids.getLast().index() >= entry.index()) {
                    ids.removeLast();
                }
                ids.add(entry.id());
            }
        }
        return ids;
    }

    public int unwritten() {
        return unwritten.size();
    }

    public int unapplied() {
        return unapplied.size();
    }

    /// Write the oldest writes, report them by the last, and return what may now be sent.
    public List<Message> write(int count) {
        List<Message> released = new ArrayList<>();
        long sequence = 0;
        long snapshotIndex = 0;
        for (int i = 0; i < count; i++) {
            Persist persist = unwritten.remove();
            put(persist);
            sequence = persist.sequence();
            snapshotIndex = Math.max(snapshotIndex, persist.snapshot().index());
            released.addAll(persist.messages());
        }
        node.persisted(sequence);
        if (snapshotIndex > 0) {
            node.applied(snapshotIndex);
        }
        return released;
    }

    private void put(Persist persist) {
        disk.write(persist);
        if (!persist.snapshot().isNone()) {
            applied = persist.snapshot().index();
            memberships.put(applied, persist.snapshot().confState());
            unapplied.removeIf(entry -> entry.index() <= applied);
        }
    }

    /// Apply the oldest entries, one report for all.
    public List<Entry> apply(int count) {
        List<Entry> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = unapplied.remove();
            applied = entry.index();
            if (entry.kind().changesMembership()) {
                memberships.put(applied, node.applyConfChange(Change.decode(entry.payload())));
            }
            done.add(entry);
        }
        node.applied(applied);
        return done;
    }

    /// Offer a snapshot of the state at this index.
    public void offer(long index) {
        disk.offerSnapshot(index, membershipAt(index));
    }

    /// Offer a snapshot of the state at this index and forget the log up to there.
    public void compact(long index) {
        offer(index);
        disk.compact(index);
    }
}
