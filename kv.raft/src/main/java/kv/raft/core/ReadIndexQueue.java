package kv.raft.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import kv.raft.model.Context;

/// A leader's read-index questions that wait (thesis §6.4). Confined to the raft thread.
///
/// Each question gets the next number of a counter, and each heartbeat carries the newest number.
/// A member that answers a heartbeat has seen this leader in office after every question up to that
/// number, so one number per member is all the bookkeeping, and the quorum of these numbers is what
/// is confirmed. Questions that come before the leader has committed an entry of its own term are
/// postponed: its commit index may lie behind what an earlier leader acknowledged.
final class ReadIndexQueue {

    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private List<Asked> postponed = new ArrayList<>();
    private long sequence;

    /// A question as it came.
    record Asked(long from, Context context) {}

    /// A question whose answer is known and must be confirmed.
    record Question(long sequence, long commit, Asked asked) {}

    void postpone(Asked asked) {
        postponed.add(asked);
    }

    /// The postponed questions, which are then forgotten.
    List<Asked> takePostponed() {
        List<Asked> taken = postponed;
        postponed = new ArrayList<>();
        return taken;
    }

    boolean hasPostponed() {
        return !postponed.isEmpty();
    }

    void add(Asked asked, long commit) {
        sequence++;
        waiting.add(new Question(sequence, commit, asked));
    }

    /// The number of the newest question.
    long sequence() {
        return sequence;
    }

    /// What every heartbeat carries: the newest number, if anybody waits.
    Context heartbeatContext() {
        return waiting.isEmpty() ? Context.EMPTY : Context.ofLong(sequence);
    }

    /// The oldest question if it is confirmed by this number, else null; it is then forgotten.
    Question pollConfirmed(long confirmed) {
        Question oldest = waiting.peek();
        return oldest == null || oldest.sequence() > confirmed ? null : waiting.poll();
    }
}
