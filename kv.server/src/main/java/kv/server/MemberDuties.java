package kv.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.membershippb.ClusterVersionSetRequest;
import kv.server.command.Proposal;
import kv.server.command.Proposer;
import kv.server.config.ServerConfig;
import kv.server.log.Log;
import kv.server.loop.Loop;
import kv.server.peer.RemoteCluster;
import kv.server.peer.TickAdvance;
import kv.server.peer.VersionMonitor;
import kv.server.service.MemberGate;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerVersion;

/// What a member owes the cluster beside its loops.
final class MemberDuties {

    private static final Log LOG = Log.of(MemberDuties.class);
    private static final PeerVersion OWN = new PeerVersion(3, 7);

    private final List<Loop> loops = new ArrayList<>();
    private final MemberGate gate;

    /// @param leadingTerm the term in which this member leads for certain, 0 if it does not
    MemberDuties(ServerConfig config, MemberLoops loops, long selfId, RemoteCluster remote,
            Proposer proposer, LongSupplier leadingTerm) {
        gate = new MemberGate(() -> loops.apply().cluster().membership().find(selfId)
                .filter(MemberRow::learner).isPresent(),
                () -> loops.raft().view().hasLeader(),
                TimeUnit.MILLISECONDS.toNanos(config.timing().electionMs()));
        this.loops.add(gate);
        this.loops.add(new VersionMonitor(new VersionMonitor.Parts(selfId, OWN, leadingTerm,
                loops.apply().cluster()::membership, remote,
                version -> propose(version, proposer, leadingTerm.getAsLong()))));
        if (config.timing().initialTickAdvance() && !loops.raft().campaignsAtStart()) {
            this.loops.add(new TickAdvance(loops.peers().links(),
                    config.timing().electionTicks(), loops.raft()::tell));
        }
    }

    MemberGate gate() {
        return gate;
    }

    void add(Loop more) {
        loops.add(more);
    }

    List<Loop> loops() {
        return List.copyOf(loops);
    }

    static long timeoutNs(ServerConfig config) {
        return TimeUnit.MILLISECONDS.toNanos(config.timing().requestTimeoutMs());
    }

    /// Bound to the term: what a later leader has found out counts for more.
    private static void propose(String version, Proposer proposer, long term) {
        if (term == 0) {
            return;
        }
        LOG.info("updating cluster version", "to", version);
        try {
            proposer.proposeAsLeader(term, Runnable::run, InternalRaftRequest.newBuilder()
                    .setClusterVersionSet(ClusterVersionSetRequest.newBuilder().setVer(version)),
                    Proposal.Waiter.NOBODY);
        } catch (KvException busy) {
            LOG.warn("could not propose a cluster version", "reason", busy.getMessage());
        }
    }
}
