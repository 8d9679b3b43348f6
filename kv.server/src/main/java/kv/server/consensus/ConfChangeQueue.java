package kv.server.consensus;

import java.util.ArrayDeque;
import kv.raft.RaftNode;
import kv.raft.model.Outcome;

/// Changes of membership that wait to be proposed: while no leader is known, or while an earlier
/// change is not applied. One at a time, in order; what was given up meanwhile is passed over.
/// Confined to kvd-raft.
final class ConfChangeQueue {

    private final ArrayDeque<RaftEvent.ProposeConfChange> waiting = new ArrayDeque<>();

    void add(RaftEvent.ProposeConfChange change) {
        waiting.add(change);
    }

    /// Proposes what can be proposed now.
    void offer(RaftNode node) {
        while (!waiting.isEmpty()) {
            RaftEvent.ProposeConfChange next = waiting.peek();
            if (!next.proposal().answered() && node.proposeConfChange(next.kind(),
                    next.proposal().payload(), next.change()) instanceof Outcome.Dropped) {
                return;
            }
            next.proposal().handOver(node.term());
            waiting.poll();
        }
    }
}
