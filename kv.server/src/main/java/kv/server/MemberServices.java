package kv.server;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kv.api.service.CallGate;
import kv.api.service.ClusterService;
import kv.api.service.HealthService;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.api.service.MaintenanceService;
import kv.api.service.Services;
import kv.api.service.WatchService;
import kv.server.command.Admission;
import kv.server.command.Proposer;
import kv.server.command.RequestIds;
import kv.server.config.LimitConfig;
import kv.server.config.ServerConfig;
import kv.server.consensus.RaftView;
import kv.server.lease.LeaseDesk;
import kv.server.lease.LeaseLoop;
import kv.server.loop.Loop;
import kv.server.loop.Wakeup;
import kv.server.peer.RemoteCluster;
import kv.server.reconfiguration.Promotion;
import kv.server.reconfiguration.Reconfiguration;
import kv.server.reconfiguration.ReconfigurationRules;
import kv.server.service.Headers;
import kv.server.service.Leadership;
import kv.server.service.LeaseRouting;
import kv.server.service.MemberCluster;
import kv.server.service.MemberHealth;
import kv.server.service.MemberMaintenance;
import kv.server.service.MemberWatch;
import kv.server.service.Publication;
import kv.server.service.Quota;
import kv.server.service.ReadPool;
import kv.server.service.Reads;
import kv.server.service.ReplicatedKv;
import kv.server.service.ReplicatedLease;
import kv.server.service.StatusReport;
import kv.server.snapshot.stream.SnapshotStreams;
import kv.store.mvcc.MvccStore;
import kv.transport.peer.PeerLinks;

/// The services of one member over its loops.
final class MemberServices {

    private final MemberLoops loops;
    private final MvccStore store;
    private final Proposer proposer;
    private final Reads reads;
    private final Publication publication;
    private final LeaseLoop leases;
    private final SnapshotStreams snapshots;
    private final Wishes wishes;
    private final MemberDuties duties;
    private final LeaseDesk desk;
    private final Services services;

    /// What all services share.
    ///
    /// @param admission credit for proposals
    /// @param headers of answers
    /// @param pool for reads that may block
    /// @param leases calls the thread that counts time for leases
    /// @param speaksV2 whether there are members of etcd 3.4
    record Gates(Admission admission, Headers headers, ReadPool pool, Wakeup leases,
            BooleanSupplier speaksV2) {
    }

    /// What members wish for that only a leader can grant.
    private record Wishes(Leadership leadership, Promotion promotion) {
    }

    MemberServices(ServerConfig config, Surroundings world, MemberLoops.State state,
            MemberLoops loops, Gates gates) {
        Headers headers = gates.headers();
        ReadPool pool = gates.pool();
        this.loops = loops;
        this.store = state.store();
        long timeoutNs = MemberDuties.timeoutNs(config);
        LimitConfig limits = config.limits();
        proposer = proposer(world, state, gates, new Proposer.Limits(
                this::backlog, limits.maxRequestBytes(), timeoutNs, gates.speaksV2()));
        reads = new Reads(loops.raft(), world.clock(), timeoutNs);
        leases = new LeaseLoop(store.lessor(), this::leadingTerm, proposer::proposeAsLeader,
                LeaseLoop.Timing.from(world.clock(),
                        TimeUnit.MILLISECONDS.toNanos(config.timing().electionMs())),
                MemberMetrics.grantedSeconds(world.metrics())::observe, gates.leases());
        store.lessor().listen(leases);
        long quotaBytes = limits.quotaBytes() == 0
                ? LimitConfig.DEFAULT_QUOTA_BYTES : limits.quotaBytes();
        Quota quota = quota(loops, state, proposer, quotaBytes);
        publication = new Publication(proposer, loops.apply().cluster()::membership,
                headers.memberId(), config.member().name(),
                config.cluster().advertiseClient().stream().map(URI::toString).toList());
        Leadership leadership = new Leadership(loops.raft(), loops.apply().cluster()::membership,
                loops.peers().links(), world.clock(), timeoutNs);
        RemoteCluster remote =
                new RemoteCluster(world.network(), config.timing().requestTimeoutMs());
        ReconfigurationRules rules = rules(headers.memberId(), world);
        Reconfiguration changes = new Reconfiguration(proposer, loops.raft()::tell);
        boolean strict = config.cluster().strictReconfigCheck();
        Promotion promotion = new Promotion(
                loops.raft(), loops.apply().cluster()::membership, changes, remote, rules, strict);
        wishes = new Wishes(leadership, promotion);
        duties = new MemberDuties(
                config, loops, headers.memberId(), remote, proposer, this::leadingTerm);
        duties.add(new VersionMetric(
                world.metrics(), () -> loops.apply().cluster().membership().version()));
        StatusReport status = new StatusReport(
                loops.raft(), store, loops.engine(), state.alarms(), headers, quotaBytes);
        snapshots = new SnapshotStreams(loops.apply(), store,
                (task, refusal) -> pool.run(task, refusal::accept));
        ReplicatedLease leaseService = leaseService(world, gates, quota, timeoutNs);
        desk = leaseService.desk();
        services = Services.none()
                .with(CallGate.class, duties.gate())
                .with(KvService.class, new ReplicatedKv(proposer, reads, pool, store::view, headers,
                        new ReplicatedKv.Limits(
                                limits.maxTxnOps(), limits.maxRequestBytes(), quota)))
                .with(WatchService.class, new MemberWatch(
                        store.watch(), pool, world.clock(), MemberWatch.limits(
                                limits.maxRequestBytes(), config.timing().watchProgressNs())))
                .with(LeaseService.class, leaseService)
                .with(ClusterService.class, new MemberCluster(
                        loops.apply().cluster()::membership, reads, headers, changes, promotion,
                        new MemberCluster.Rules(strict, rules, world.clock())))
                .with(MaintenanceService.class, new MemberMaintenance(new MemberMaintenance.Parts(
                        proposer, loops.apply(), loops.engine(), store, pool, snapshots, status,
                        headers, leadership)))
                .with(HealthService.class,
                        new MemberHealth(() -> loops.raft().view().hasLeader()));
    }

    private Proposer proposer(Surroundings world, MemberLoops.State state, Gates gates,
            Proposer.Limits limits) {
        return new Proposer(
                new RequestIds(gates.headers().memberId(), world.clock().unixMs()),
                gates.admission(), state.registry(),
                world.witness().proposals(loops.raft()::propose), world.clock(), limits);
    }

    private static Quota quota(
            MemberLoops loops, MemberLoops.State state, Proposer proposer, long quotaBytes) {
        return new Quota(quotaBytes, () -> loops.engine().sizes().totalBytes(),
                state.alarms(), proposer, state.bootstrap().memberId());
    }

    private ReconfigurationRules rules(long selfId, Surroundings world) {
        PeerLinks links = loops.peers().links();
        return new ReconfigurationRules(selfId,
                id -> links.activeSinceNs(id) != PeerLinks.NEVER && world.clock().nowNs()
                        - links.activeSinceNs(id) > ReconfigurationRules.HEALTHY_NS,
                id -> links.activeSinceNs(id) != PeerLinks.NEVER);
    }

    private ReplicatedLease leaseService(
            Surroundings world, Gates gates, Quota quota, long timeoutNs) {
        return new ReplicatedLease(new ReplicatedLease.Parts(
                proposer, reads, gates.pool(), leases, store, gates.headers(), quota,
                here -> routing(world, here, timeoutNs)));
    }

    private LeaseRouting routing(
            Surroundings world, LeaseRouting.TimeToLive here, long timeoutNs) {
        return new LeaseRouting(new LeaseRouting.Parts(loops.raft(),
                loops.apply().cluster()::membership, world.network(), reads, leases, here,
                world.clock(), timeoutNs));
    }

    LeaseDesk desk() {
        return desk;
    }

    Services all() {
        return services;
    }

    Publication publication() {
        return publication;
    }

    Leadership leadership() {
        return wishes.leadership();
    }

    Promotion promotion() {
        return wishes.promotion();
    }

    List<Loop> upkeep() {
        return duties.loops();
    }

    LeaseLoop leases() {
        return leases;
    }

    SnapshotStreams snapshots() {
        return snapshots;
    }

    Reads reads() {
        return reads;
    }

    /// The term in which this member leads and knows all that earlier leaders did.
    private long leadingTerm() {
        RaftView view = loops.raft().view();
        return view.leads() && store.view().term() == view.term() ? view.term() : 0;
    }

    private long backlog() {
        return loops.raft().commitIndex() - store.view().appliedIndex();
    }
}
