package kv.server.consensus;

import kv.raft.model.HardState;
import kv.raft.model.SoftState;

/// What others may know of the consensus. Written on kvd-raft; any thread reads.
public final class RaftNews {

    private volatile RaftView view = RaftView.UNKNOWN;
    private volatile long commitIndex;
    private volatile long leaderChanges;
    private volatile long electedNs;
    private volatile long proposalsFailed;
    private volatile long readsAskedAgain;
    private volatile long readsFailed;
    private boolean elected;

    RaftNews() {
        // nothing known yet
    }

    /// Term, leader and role.
    public RaftView view() {
        return view;
    }

    /// The newest entry known to be committed.
    public long commitIndex() {
        return commitIndex;
    }

    /// How often another leader was seen.
    public long leaderChanges() {
        return leaderChanges;
    }

    /// When the leader was seen first, on the clock's scale; 0 before there was any.
    public long electedNs() {
        return electedNs;
    }

    /// How many proposals were given up.
    public long proposalsFailed() {
        return proposalsFailed;
    }

    /// How often a read-index question was asked again, since its answer was overdue.
    public long readsAskedAgain() {
        return readsAskedAgain;
    }

    /// How many reads were given up without an answer.
    public long readsFailed() {
        return readsFailed;
    }

    void proposalFailed() {
        proposalsFailed = proposalsFailed + 1;
    }

    void readAskedAgain() {
        readsAskedAgain = readsAskedAgain + 1;
    }

    void readFailed() {
        readsFailed = readsFailed + 1;
    }

    void observe(SoftState soft, HardState hard) {
        commitIndex = hard.commit();
        RaftView seen = view;
        if (seen.term() != hard.term() || seen.leader() != soft.lead()
                || seen.role() != soft.role()) {
            if (soft.lead() != 0 && soft.lead() != seen.leader()) {
                leaderChanges = leaderChanges + 1;
                elected = true;
            }
            view = new RaftView(hard.term(), soft.lead(), soft.role());
        }
    }

    /// Whether a leader was seen since this was asked last.
    boolean takeNewLeader(long nowNs) {
        if (!elected) {
            return false;
        }
        elected = false;
        electedNs = nowNs;
        return true;
    }
}
