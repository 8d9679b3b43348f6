package kv.server;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.service.Services;
import kv.api.spi.storage.StorageEngine;
import kv.server.apply.Alarms;
import kv.server.cluster.ClusterVersions;
import kv.server.cluster.Founding;
import kv.server.cluster.Membership;
import kv.server.command.Admission;
import kv.server.command.ProposalRegistry;
import kv.server.config.ClusterState;
import kv.server.config.ServerConfig;
import kv.server.config.Version;
import kv.server.consensus.Bootstrap;
import kv.server.consensus.RaftView;
import kv.server.lease.LeaseDesk;
import kv.server.lease.LeaseLoop;
import kv.server.log.Log;
import kv.server.loop.Loop;
import kv.server.reconfiguration.Promotion;
import kv.server.service.Headers;
import kv.server.service.Leadership;
import kv.server.service.Publication;
import kv.server.service.ReadPool;
import kv.server.service.Reads;
import kv.server.snapshot.stream.SnapshotStreams;
import kv.server.storage.Engines;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.wal.WalDirectory;
import kv.transport.peer.PeerIdentity;

/// One member without a thread of its own: its state as it was found on disk, its loops, and its
/// services. [KvServer] gives the loops threads; a simulation turns them one turn at a time.
public final class Member {

    private static final Log LOG = Log.of(Member.class);
    private static final int HEAP_SHARE_OF_PROPOSALS = 8;

    private final MemberLoops.State state;
    private final MemberLoops loops;
    private final MemberServices services;
    private final ReadPool pool;

    private Member(ServerConfig config, Founding founding, Engines engines,
            Surroundings world, MemberLoops.Wakeups wakeups, ReadPool pool) {
        this.pool = pool;
        WalDirectory directory = new WalDirectory(world.files(),
                config.member().walDirectory(), world.dimensions().segmentBytes());
        StorageEngine storage = engines.current();
        Bootstrap bootstrap = Bootstrap.open(directory, storage, founding,
                config.cluster().state() == ClusterState.FORCED);
        bootstrap.found().torn().ifPresent(torn -> LOG.warn("cut a torn write off the log's end",
                "file", torn.file(), "offset", torn.offset(), "pattern", torn.reason(),
                "last-index", torn.lastIndex()));
        Headers headers = new Headers(bootstrap.clusterId(), bootstrap.memberId(), this::raftView);
        MvccStore store = MvccStore.open(storage, options(config, world), headers);
        Admission admission =
                new Admission(Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_PROPOSALS);
        state = new MemberLoops.State(bootstrap, engines, store,
                new Alarms(store.view().tables()), new ProposalRegistry(admission));
        loops = new MemberLoops(state, config, new PeerIdentity(bootstrap.clusterId(),
                bootstrap.memberId(), Version.ETCD, urls(config)), world, wakeups);
        connect(founding);
        services = new MemberServices(config, world, state, loops,
                new MemberServices.Gates(admission, headers, pool, wakeups.apply(),
                        () -> ClusterVersions.speaksV2(version(founding))));
        MemberMetrics.bind(world.metrics(), state, loops);
        MemberMetrics.bind(world.metrics(), store.lessor(), services.leases());
    }

    /// Opens a member's state. Nothing runs yet.
    ///
    /// @param founding where a member without a log begins
    /// @param engines the engine, used by this member alone; closed by the caller in the end
    /// @param wakeups how the loops' threads are called
    /// @param reads runs what may block or take long
    /// @throws kv.store.file.StoreRefusal when the log is damaged or does not fit the engine
    public static Member open(ServerConfig config, Founding founding, Engines engines,
            Surroundings world, MemberLoops.Wakeups wakeups, Executor reads) {
        return new Member(config, founding, engines, world, wakeups, new ReadPool(reads));
    }

    /// The same for a member that takes no snapshots of others.
    public static Member open(ServerConfig config, Founding founding, StorageEngine storage,
            Surroundings world, MemberLoops.Wakeups wakeups, Executor reads) {
        return open(config, founding, Engines.only(storage), world, wakeups, reads);
    }

    /// The cluster's version, which a member that joins has been told before its log says it.
    private String version(Founding founding) {
        String known = membership().version();
        return known.isEmpty() ? founding.version() : known;
    }

    /// To the members that the tables name, or, while they name nobody, to those that the
    /// configuration does; from here on the links follow the log.
    private void connect(Founding founding) {
        Membership known = membership();
        if (known.members().isEmpty()) {
            loops.peers().connect(founding.others());
        }
        loops.peers().follow(known);
        whenMembersChange(changed -> { });
    }

    /// The links follow each change of members, then `others` hear of it, on kvd-apply.
    void whenMembersChange(Consumer<Membership> others) {
        Consumer<Membership> links = loops.peers()::follow;
        loops.apply().cluster().listen(links.andThen(others));
    }

    private static List<String> urls(ServerConfig config) {
        return config.cluster().advertisePeer().stream().map(URI::toString).toList();
    }

    /// The loops, for whoever turns them.
    public MemberLoops loops() {
        return loops;
    }

    /// The loop that counts time for leases, turned beside the others.
    public LeaseLoop leases() {
        return services.leases();
    }

    /// What the member offers.
    public Services services() {
        return services.all();
    }

    /// What a member does beside its loops: a leader's duties, and the search for a leader.
    public List<Loop> upkeep() {
        return services.upkeep();
    }

    /// The way to hand leadership over.
    public Leadership leadership() {
        return services.leadership();
    }

    /// Where other members ask about leases.
    public LeaseDesk leaseDesk() {
        return services.desk();
    }

    /// The way to give a learner its vote.
    public Promotion promotion() {
        return services.promotion();
    }

    /// What the member says when it has come up.
    public Publication publication() {
        return services.publication();
    }

    /// The state that the loops own.
    public MemberLoops.State state() {
        return state;
    }

    /// The cluster as the newest applied entry left it.
    public Membership membership() {
        return loops.apply().cluster().membership();
    }

    /// The snapshots that are being sent, a loop for the engine's thread.
    public SnapshotStreams snapshots() {
        return services.snapshots();
    }

    Reads reads() {
        return services.reads();
    }

    ReadPool pool() {
        return pool;
    }

    private RaftView raftView() {
        return loops.raft().view();
    }

    /// etcd's shortest lease: half as long again as an election, in whole seconds.
    private static MvccOptions options(ServerConfig config, Surroundings world) {
        long electionMs = config.timing().electionMs();
        long minTtlSeconds = Math.ceilDiv(3 * electionMs, 2 * TimeUnit.SECONDS.toMillis(1));
        return MvccOptions.defaults()
                .withMinLeaseTtlSeconds(minTtlSeconds)
                .withValueCacheBytes(world.dimensions().valueCacheBytes())
                .withMaxRequestBytes(config.limits().maxRequestBytes());
    }
}
