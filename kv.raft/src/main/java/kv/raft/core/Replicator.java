package kv.raft.core;

import java.util.List;
import java.util.function.Consumer;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.LogStorage;
import kv.raft.model.LogStorage.Compacted;
import kv.raft.model.LogStorage.Loaded;
import kv.raft.model.LogStorage.NotLoaded;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Ready.LogLoss;
import kv.raft.model.SnapshotMeta;
import kv.raft.tracker.Progress;
import kv.raft.tracker.ProgressState.Probe;
import kv.raft.tracker.ProgressState.Refused;
import kv.raft.tracker.ProgressState.Replicate;
import kv.raft.tracker.ProgressState.Snapshot;
import kv.raft.tracker.ProgressTracker;

/// A leader's side of log replication (Raft §5.3): what to send to whom, and what an answer
/// teaches. Confined to the raft thread; made anew for each term that a member leads.
final class Replicator {

    private final Raft raft;
    private final RaftLog log;
    private final ProgressTracker tracker;
    private final Consumer<Progress> sendNews = this::sendNews;

    Replicator(Raft raft) {
        this.raft = raft;
        this.log = raft.log();
        this.tracker = new ProgressTracker(raft.config().limits());
    }

    ProgressTracker tracker() {
        return tracker;
    }

    /// Send to every other member what it lacks: entries, or a commit index that moves it.
    void broadcast() {
        tracker.forEach(sendNews);
    }

    /// The same to one member.
    void sendNews(Progress progress) {
        if (progress.id() == raft.id()) {
            return;
        }
        if (progress.canLearnCommit(log.commit())) {
            send(progress, true);
        }
        sendEntries(progress);
    }

    /// Send entries to one member for as long as its window takes them.
    void sendEntries(Progress progress) {
        boolean more = true;
        while (more) {
            more = send(progress, false);
        }
    }

    /// Ask one member where it stands, with whatever entries may go.
    void probe(Progress progress) {
        send(progress, true);
    }

    /// A commit index goes along only while the member follows: one that has lost its log meanwhile
    /// could not commit what it had acknowledged, and would have to stop.
    void sendHeartbeat(Progress progress, Context context) {
        if (progress.id() != raft.id()) {
            long commit = progress.isReplicating()
                    ? Math.min(progress.match(), log.commit()) : 0;
            raft.outbox().send(new Heartbeat(
                    progress.id(), raft.id(), raft.term(), commit, context));
        }
    }

    /// Send one message if the member may get one. Returns whether it did.
    private boolean send(Progress progress, boolean evenIfEmpty) {
        if (progress.isPaused()) {
            return false;
        }
        long prevIndex = progress.next() - 1;
        long prevTerm = log.term(prevIndex);
        if (prevTerm == LogStorage.UNKNOWN_TERM) {
            return sendSnapshot(progress);
        }
        boolean hasEntries = prevIndex < log.lastIndex() && !progress.isWindowFull();
        if (!hasEntries) {
            return evenIfEmpty && sendAppend(progress, prevTerm, List.of());
        }
        return switch (log.entries(progress.next(), raft.config().limits().messageBytes())) {
            case Loaded loaded -> sendAppend(progress, prevTerm, loaded.entries());
            case NotLoaded _ -> false;
            case Compacted _ -> sendSnapshot(progress);
        };
    }

    private boolean sendAppend(Progress progress, long prevTerm, List<Entry> entries) {
        EntryId prev = new EntryId(prevTerm, progress.next() - 1);
        raft.outbox().send(new Append(
                progress.id(), raft.id(), raft.term(), prev, entries, log.commit()));
        progress.sent(entries.size(), sizeBytes(entries), log.commit());
        return true;
    }

    private static long sizeBytes(List<Entry> entries) {
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).sizeBytes();
        }
        return bytes;
    }

    /// Ask a member where its log ends, now: no log holds the entry before, so it must refuse, and
    /// its refusal cannot be a late one.
    void askForEnd(Progress progress) {
        raft.outbox().send(new Append(progress.id(), raft.id(), raft.term(),
                new EntryId(raft.term(), progress.doubt()), List.of(), 0));
    }

    /// Send a snapshot to a member that was heard of lately; to another it would be in vain.
    private boolean sendSnapshot(Progress progress) {
        SnapshotMeta meta = log.snapshot();
        if (!progress.isRecentActive() || meta.isNone()) {
            return false;
        }
        progress.becomeSnapshot(meta.index());
        raft.outbox().send(new InstallSnapshot(progress.id(), raft.id(), raft.term(), meta));
        return true;
    }

    /// A member refused: go back to where the logs may meet (thesis §3.3), by whole terms from both
    /// sides.
    ///
    /// ```
    ///   leader     1 3 3 3 5 5 5       refused at 6, "my newest is 4, of term 2":
    ///   follower   1 2 2 2             no entry of the leader above index 1 has a term <= 2
    /// ```
    void refused(Progress progress, AppendResponse response) {
        EntryId hint = response.hint();
        if (Progress.isDoubt(response.index())) {
            settle(progress, response);
            return;
        }
        long meeting = hint.term() > 0
                ? log.newestUpTo(hint.index(), hint.term()).index() : hint.index();
        if (progress.isRefused() || !progress.retreat(response.index(), meeting)) {
            return;
        }
        if (progress.isReplicating()) {
            progress.becomeProbe();
        }
        if (progress.isProbing() && hint.index() < progress.match()) {
            askForEnd(progress);
        } else {
            probe(progress);
        }
    }

    /// A member of which it was in doubt whether it still holds what it had acknowledged has told
    /// where its log ends.
    private void settle(Progress progress, AppendResponse response) {
        if (!progress.settlesDoubt(response.index())) {
            return;
        }
        long last = response.hint().index();
        if (last < progress.match()) {
            if (progress.refuse()) {
                raft.outbox().report(new LogLoss(progress.id(), progress.match(), last));
            }
        } else {
            progress.trust();
            probe(progress);
        }
    }

    /// A member holds everything up to an index. Returns whether that is news.
    boolean accepted(Progress progress, long index) {
        boolean news = progress.acknowledge(index);
        if (!news && !(progress.isProbing() && progress.match() == index)) {
            return false;
        }
        switch (progress.state()) {
            case Probe _, Refused _ -> progress.becomeReplicate();
            case Replicate _ -> progress.inflights().freeTo(index);
            case Snapshot _ -> resumeAfterSnapshot(progress);
        }
        return true;
    }

    /// Entries may follow again as soon as the log reaches back to the member, even if it got there
    /// by another snapshot than the one under way.
    private void resumeAfterSnapshot(Progress progress) {
        if (progress.match() + 1 >= log.firstIndex()) {
            progress.becomeProbe();
            progress.becomeReplicate();
        }
    }

    /// Commit what a quorum holds, if it is of this term (Raft §5.4.2). Returns whether that is
    /// news.
    boolean maybeCommit() {
        long index = tracker.committedIndex();
        return index > log.commit() && log.term(index) == raft.term() && log.commitTo(index);
    }
}
