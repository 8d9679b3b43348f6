package kv.raft;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.Message;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.VoteResponse;
import kv.raft.model.RaftConfig;
import kv.raft.model.RaftConfig.Election;
import kv.raft.model.RaftConfig.Limits;
import kv.raft.model.ReadState;
import kv.raft.model.Ready;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.testing.MemoryLog;

/// Member 1 of a cluster whose other members are played by the test. Pre-vote and check-quorum are
/// off, and every write is durable at once.
final class Puppet {

    static final int LONGEST_TIMEOUT_TICKS = 19;

    private final MemoryLog disk = new MemoryLog();
    private final RaftConfig config;
    private final ConfState membership;
    private final List<Long> handedOut = new ArrayList<>();
    private final List<ReadState> reads = new ArrayList<>();
    private RaftNode node;

    Puppet(long... voters) {
        this(9, voters);
    }

    /// @param draw what the random source answers, so that the timeout is `10 + draw` ticks
    Puppet(int draw, long[] voters) {
        config = new RaftConfig(
                1, new Election(10, 1, false, false), Limits.DEFAULT, bound -> draw);
        membership = ConfState.ofVoters(voters);
        restart();
    }

    void restart() {
        disk.confState(membership);
        node = new RaftNode(config, disk, 0);
    }

    RaftNode node() {
        return node;
    }

    MemoryLog disk() {
        return disk;
    }

    RoleKind role() {
        return node.status().softState().role();
    }

    long term() {
        return node.status().hardState().term();
    }

    long commit() {
        return node.status().hardState().commit();
    }

    List<Long> handedOut() {
        return handedOut;
    }

    List<ReadState> reads() {
        return reads;
    }

    void step(Message message) {
        node.step(message);
    }

    void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            node.tick();
        }
    }

    /// Campaign, with the vote for itself on disk.
    void campaign() {
        node.campaign();
        take();
    }

    /// Campaign and win with the vote of member 2.
    void elect() {
        campaign();
        step(new VoteResponse(1, 2, term(), false));
    }

    /// All others hold everything up to this index.
    void ackAll(long index) {
        ConfState now = node.status().confState();
        for (int i = 0; i < now.voters().size(); i++) {
            if (now.voters().get(i) != 1) {
                step(AppendResponse.accept(1, now.voters().get(i), term(), index));
            }
        }
    }

    /// Carry out what the member wants and return what it sends, at once and afterwards.
    List<Message> take() {
        List<Message> sent = new ArrayList<>();
        while (node.hasReady()) {
            Ready ready = node.ready();
            sent.addAll(ready.messages());
            disk.write(ready.persist());
            node.persisted(ready.persist().sequence());
            sent.addAll(ready.persist().messages());
            reads.addAll(ready.readStates());
            for (Entry entry : ready.committed()) {
                handedOut.add(entry.index());
                node.applied(entry.index());
            }
        }
        return sent;
    }
}
