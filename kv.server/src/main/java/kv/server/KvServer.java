package kv.server;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.service.ClientCall;
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
import kv.server.loop.LoopThread;
import kv.server.member.RunningMember;
import kv.server.service.Headers;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.schema.MemberRow;
import kv.store.wal.WalDirectory;

/// One member: state opened, loops and services made, and threads to turn the loops.
///
/// With one voter, raft, wal and apply share a thread: a hand-over costs more there than working
/// side by side would gain. The engine has its own, since its commits may wait for the disk.
public final class KvServer implements RunningMember {

    private static final String STORAGE_VERSION_BEFORE = "3.5.0";
    private static final String STORAGE_VERSION = "3.7.0";
    private static final int HEAP_SHARE_OF_PROPOSALS = 8;

    private final MemberLoops.State state;
    private final MemberLoops loops;
    private final MemberServices services;
    private final LoopThread path;
    private final LoopThread engine;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private KvServer(ServerConfig config, StorageEngine storage, Surroundings world) {
        WalDirectory directory =
                WalDirectory.of(world.files(), config.member().walDirectory());
        Bootstrap bootstrap = Bootstrap.open(directory, storage,
                Founding.of(config.member().name(), config.cluster()));
        Headers headers = new Headers(bootstrap.clusterId(), bootstrap.memberId(), this::raftView);
        MvccStore store = MvccStore.open(storage, options(config), headers);
        Alarms alarms = new Alarms(store.view().tables());
        Admission admission =
                new Admission(Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_PROPOSALS);
        state = new MemberLoops.State(
                bootstrap, storage, store, alarms, new ProposalRegistry(admission));
        path = new LoopThread("kvd-raft", world.clock(), failure::complete);
        engine = new LoopThread("kvd-engine", world.clock(), failure::complete);
        loops = new MemberLoops(state, config.timing(), config.member().catchUpEntries(), world,
                new MemberLoops.Wakeups(path, engine));
        services = new MemberServices(config, world, state, loops, admission, headers);
        MemberMetrics.bind(world.metrics(), state, loops);
    }

    /// Opens a member's state. Nothing runs before [#start()].
    ///
    /// @param storage the engine, used by this member alone; closed by the caller after
    ///        [#close()]
    /// @throws kv.store.file.StoreRefusal when the log is damaged or does not fit the engine
    /// @throws kv.server.config.RefusedStart when the configuration names no such member
    public static KvServer open(ServerConfig config, StorageEngine storage, Surroundings world) {
        return new KvServer(config, storage, world);
    }

    @Override
    public void start() {
        engine.start(List.of(loops.engine()));
        path.start(List.of(loops.raft(), loops.wal(), loops.apply()));
        services.publication().begin(ready);
    }

    @Override
    public Services services() {
        return services.all();
    }

    @Override
    public long memberId() {
        return state.bootstrap().memberId();
    }

    @Override
    public long clusterId() {
        return state.bootstrap().clusterId();
    }

    @Override
    public Optional<String> clusterVersion() {
        return Optional.of(membership().version()).filter(version -> !version.isEmpty());
    }

    @Override
    public String storageVersion() {
        return clusterVersion().isPresent() ? STORAGE_VERSION : STORAGE_VERSION_BEFORE;
    }

    @Override
    public boolean hasLeader() {
        return loops.raft().view().hasLeader();
    }

    @Override
    public boolean learner() {
        return membership().find(memberId()).map(MemberRow::learner).orElse(false);
    }

    @Override
    public SortedSet<String> alarms() {
        SortedSet<String> names = new TreeSet<>();
        for (AlarmMember alarm : state.alarms().active(AlarmType.NONE)) {
            names.add(alarm.getAlarm().name());
        }
        return names;
    }

    @Override
    public CompletableFuture<Void> probe(boolean serializable) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Runnable read = () -> services.pool().run(
                () -> readOneKey(answered), answered::completeExceptionally);
        if (serializable) {
            read.run();
        } else {
            services.reads().linearizable(
                    ClientCall.unlimited(), read, answered::completeExceptionally);
        }
        return answered;
    }

    private void readOneKey(CompletableFuture<Void> answered) {
        state.store().view().range(RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("a")).setLimit(1).build());
        answered.complete(null);
    }

    @Override
    public CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    /// Apply's last run goes to the engine before that commits for the last time.
    @Override
    public void close() {
        path.close();
        engine.close();
        services.close();
        ready.completeExceptionally(new KvException(ErrorCode.STOPPED));
    }

    private Membership membership() {
        return loops.apply().cluster().membership();
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
