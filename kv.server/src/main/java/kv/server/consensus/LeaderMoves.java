package kv.server.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import kv.raft.RaftNode;
import kv.raft.Status;
import kv.server.loop.Outbox;

/// Those who wait for another member to lead. Confined to kvd-raft.
final class LeaderMoves {

    private final List<RaftEvent.MoveLeader> waiting = new ArrayList<>();

    /// Asks the node to hand leadership over, if it leads.
    void begin(RaftEvent.MoveLeader move, RaftNode node) {
        node.transferLeadership(move.target());
        waiting.add(move);
    }

    /// The voter that is alive and has most of the log, other than the leader; 0 if there is none.
    static long heir(Status status) {
        return status.peers().stream()
                .filter(peer -> peer.id() != status.id() && !peer.learner()
                        && peer.recentActive() && peer.flow() == Status.Flow.REPLICATE)
                .max(Comparator.comparingLong(Status.Peer::match))
                .map(Status.Peer::id)
                .orElse(0L);
    }

    /// Tells those whose wish has come true, and those who have waited too long.
    void look(long nowNs, RaftView view, Outbox outbox) {
        if (waiting.isEmpty()) {
            return;
        }
        for (Iterator<RaftEvent.MoveLeader> i = waiting.iterator(); i.hasNext();) {
            RaftEvent.MoveLeader move = i.next();
            boolean moved = view.leader() == move.target();
            if (moved || move.deadlineNs() - nowNs <= 0) {
                i.remove();
                outbox.add(move.loop(), () -> move.outcome().accept(moved));
            }
        }
    }

    /// The member stops.
    void abandon(Outbox outbox) {
        waiting.forEach(move -> outbox.add(move.loop(), () -> move.outcome().accept(false)));
        waiting.clear();
    }
}
