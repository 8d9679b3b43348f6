package kv.server;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import kv.api.service.Services;
import kv.api.spi.storage.StorageEngine;
import kv.server.apply.Alarms;
import kv.server.cluster.Founding;
import kv.server.cluster.Membership;
import kv.server.command.Admission;
import kv.server.command.ProposalRegistry;
import kv.server.config.ServerConfig;
import kv.server.consensus.Bootstrap;
import kv.server.consensus.RaftView;
import kv.server.lease.LeaseLoop;
import kv.server.log.Log;
import kv.server.service.Headers;
import kv.server.service.Publication;
import kv.server.service.ReadPool;
import kv.server.service.Reads;
import kv.server.service.SnapshotStreams;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.wal.WalDirectory;

/// One member without a thread of its own: its state as it was found on disk, its loops, and its
/// services. [KvServer] gives the loops threads; a simulation turns them one turn at a time.
public final class Member {

    private static final Log LOG = Log.of(Member.class);
    private static final int HEAP_SHARE_OF_PROPOSALS = 8;

    private final MemberLoops.State state;
    private final MemberLoops loops;
    private final MemberServices services;

    private Member(ServerConfig config, StorageEngine storage, Surroundings world,
            MemberLoops.Wakeups wakeups, ReadPool pool) {
        WalDirectory directory =
                WalDirectory.of(world.files(), config.member().walDirectory());
        Bootstrap bootstrap = Bootstrap.open(directory, storage,
                Founding.of(config.member().name(), config.cluster()));
        bootstrap.found().torn().ifPresent(torn -> LOG.warn("cut a torn write off the log's end",
                "file", torn.file(), "offset", torn.offset(), "pattern", torn.reason(),
                "last-index", torn.lastIndex()));
        Headers headers = new Headers(bootstrap.clusterId(), bootstrap.memberId(), this::raftView);
        MvccStore store = MvccStore.open(storage, options(config), headers);
        Admission admission =
                new Admission(Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_PROPOSALS);
        state = new MemberLoops.State(bootstrap, storage, store,
                new Alarms(store.view().tables()), new ProposalRegistry(admission));
        loops = new MemberLoops(
                state, config.timing(), config.member().catchUpEntries(), world, wakeups);
        services = new MemberServices(config, world, state, loops,
                new MemberServices.Gates(admission, headers, pool, wakeups.path()));
        MemberMetrics.bind(world.metrics(), state, loops);
        MemberMetrics.bind(world.metrics(), store.lessor(), services.leases());
    }

    /// Opens a member's state. Nothing runs yet.
    ///
    /// @param storage the engine, used by this member alone; closed by the caller in the end
    /// @param wakeups how the loops' threads are called
    /// @param reads runs what may block or take long
    /// @throws kv.store.file.StoreRefusal when the log is damaged or does not fit the engine
    /// @throws kv.server.config.RefusedStart when the configuration names no such member
    public static Member open(ServerConfig config, StorageEngine storage, Surroundings world,
            MemberLoops.Wakeups wakeups, Executor reads) {
        return new Member(config, storage, world, wakeups, new ReadPool(reads));
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
        return services.pool();
    }

    private RaftView raftView() {
        return loops.raft().view();
    }

    /// etcd's shortest lease: half as long again as an election, in whole seconds.
    private static MvccOptions options(ServerConfig config) {
        long electionMs = config.timing().electionMs();
        long minTtlSeconds = Math.ceilDiv(3 * electionMs, 2 * TimeUnit.SECONDS.toMillis(1));
        return MvccOptions.defaults()
                .withMinLeaseTtlSeconds(minTtlSeconds)
                .withMaxRequestBytes(config.limits().maxRequestBytes());
    }
}
