package kv.server.peer;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.server.consensus.RaftEvent;
import kv.server.log.Log;
import kv.server.loop.Loop;
import kv.transport.peer.PeerLinks;

/// Shortens a starting member's first wait for a leader: once it reaches two others, all but two
/// ticks of the election timeout count as passed, since a leader would have been heard by then.
/// Gives up after five seconds.
public final class TickAdvance implements Loop {

    private static final Log LOG = Log.of(TickAdvance.class);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int KEPT_TICKS = 2;

    private final PeerLinks links;
    private final int electionTicks;
    private final Consumer<RaftEvent> raft;
    private long endNs;
    private long nextNs;

    /// @param electionTicks of the election timeout
    public TickAdvance(PeerLinks links, int electionTicks, Consumer<RaftEvent> raft) {
        this.links = links;
        this.electionTicks = electionTicks;
        this.raft = raft;
    }

    @Override
    public String roleName() {
        return "kvd-tick-advance";
    }

    @Override
    public int doWork(long nowNs) {
        if (endNs == 0) {
            endNs = nowNs + PATIENCE_NS;
            nextNs = nowNs;
        }
        if (nextNs == Long.MAX_VALUE || nextNs - nowNs > 0) {
            return 0;
        }
        nextNs = nowNs - endNs >= 0 ? Long.MAX_VALUE : nowNs + LOOK_NS;
        if (links.active() > 1) {
            nextNs = Long.MAX_VALUE;
            LOG.info("initialized peer connections; fast-forwarding election ticks",
                    "forward-ticks", electionTicks - KEPT_TICKS,
                    "active-remote-members", links.active());
            raft.accept(new RaftEvent.AdvanceTicks(electionTicks - KEPT_TICKS));
        }
        return 0;
    }

    @Override
    public long nextDeadlineNs() {
        return nextNs;
    }
}
