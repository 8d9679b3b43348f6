package kv.raft;

import java.util.ArrayList;
import java.util.List;
import kv.raft.Status.Flow;
import kv.raft.Status.Indexes;
import kv.raft.Status.Peer;
import kv.raft.core.Raft;
import kv.raft.tracker.Progress;
import kv.raft.tracker.ProgressState.Probe;
import kv.raft.tracker.ProgressState.Refused;
import kv.raft.tracker.ProgressState.Replicate;
import kv.raft.tracker.ProgressState.Snapshot;

/// Copies a member's state into a [Status], so that the records of the public package need not
/// know the machine. Called on the raft thread.
final class StatusView {

    private StatusView() {
    }

    static Status of(Raft raft) {
        List<Peer> peers = new ArrayList<>();
        raft.forEachProgress(progress -> peers.add(peer(raft, progress)));
        return new Status(raft.id(), raft.softState(), raft.hardState(), indexes(raft),
                raft.membership(), List.copyOf(peers));
    }

    private static Indexes indexes(Raft raft) {
        return new Indexes(raft.firstIndex(), raft.lastIndex(), raft.durableIndex(),
                raft.appliedIndex());
    }

    private static Peer peer(Raft raft, Progress progress) {
        boolean learner = raft.membership().learners().contains(progress.id());
        return new Peer(progress.id(), progress.vouchedMatch(), progress.next(), flow(progress),
                progress.isRecentActive(), learner);
    }

    private static Flow flow(Progress progress) {
        return switch (progress.state()) {
            case Probe _ -> Flow.PROBE;
            case Replicate _ -> Flow.REPLICATE;
            case Snapshot _ -> Flow.SNAPSHOT;
            case Refused _ -> Flow.REFUSED;
        };
    }
}
