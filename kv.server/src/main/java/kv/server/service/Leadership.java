package kv.server.service;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.server.cluster.Membership;
import kv.server.consensus.RaftEvent;
import kv.server.consensus.RaftLoop;
import kv.server.consensus.RaftView;
import kv.server.loop.Clock;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerLinks;

/// Hands leadership over: because a client asks for it, or because this member stops. Any thread.
public final class Leadership {

    private final RaftLoop raft;
    private final Supplier<Membership> membership;
    private final PeerLinks links;
    private final Clock clock;
    private final long timeoutNs;

    /// @param timeoutNs when a hand-over is given up
    public Leadership(RaftLoop raft, Supplier<Membership> membership, PeerLinks links,
            Clock clock, long timeoutNs) {
        this.raft = raft;
        this.membership = membership;
        this.links = links;
        this.clock = clock;
        this.timeoutNs = timeoutNs;
    }

    /// Makes another member lead.
    ///
    /// @param loop where `moved` or `refused` is called
    /// @throws KvException when this member does not lead, or the other cannot
    public void move(long target, Executor loop, Runnable moved, Consumer<KvException> refused) {
        if (!raft.view().leads()) {
            throw new KvException(ErrorCode.NOT_LEADER);
        }
        if (membership.get().find(target).filter(member -> !member.learner()).isEmpty()) {
            throw new KvException(ErrorCode.BAD_LEADER_TRANSFEREE);
        }
        raft.tell(new RaftEvent.MoveLeader(target, clock.nowNs() + timeoutNs, loop, leads -> {
            if (leads) {
                moved.run();
            } else {
                refused.accept(new KvException(StatusCode.UNKNOWN,
                        "etcdserver: request timed out, leader transfer took too long"));
            }
        }));
    }

    /// Hands leadership to the voter that has been reachable for longest, if this member leads and
    /// there is one.
    ///
    /// @return done when another member leads, or when it is no use to wait
    public CompletableFuture<Void> handOver() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        RaftView view = raft.view();
        OptionalLong heir = view.leads() ? heir() : OptionalLong.empty();
        if (heir.isEmpty()) {
            done.complete(null);
            return done;
        }
        raft.tell(new RaftEvent.MoveLeader(heir.getAsLong(), clock.nowNs() + timeoutNs,
                Runnable::run, leads -> done.complete(null)));
        return done;
    }

    private OptionalLong heir() {
        long heir = 0;
        long oldestNs = PeerLinks.NEVER;
        for (MemberRow member : membership.get().members()) {
            long sinceNs = links.activeSinceNs(member.id());
            if (!member.learner() && sinceNs != PeerLinks.NEVER
                    && (heir == 0 || sinceNs - oldestNs < 0)) {
                heir = member.id();
                oldestNs = sinceNs;
            }
        }
        return heir == 0 ? OptionalLong.empty() : OptionalLong.of(heir);
    }
}
