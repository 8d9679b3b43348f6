package kv.server;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.service.ClientCall;
import kv.api.service.Services;
import kv.api.spi.storage.StorageEngine;
import kv.server.apply.Alarms;
import kv.server.config.ServerConfig;
import kv.server.loop.LoopThread;
import kv.server.member.RunningMember;
import kv.server.service.ReadThreads;
import kv.store.schema.MemberRow;

/// One member at work: a [Member], and the threads that turn its loops.
///
/// With one voter, raft, wal, apply and leases share a thread: a hand-over costs more there than
/// working side by side would gain. The engine has its own, since its commits may wait for the
/// disk.
public final class KvServer implements RunningMember {

    private static final int READ_THREADS = 2;
    private static final String STORAGE_VERSION_BEFORE = "3.5.0";
    private static final String STORAGE_VERSION = "3.7.0";

    private final Member member;
    private final ReadThreads reads = new ReadThreads(READ_THREADS);
    private final LoopThread path;
    private final LoopThread engine;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private KvServer(ServerConfig config, StorageEngine storage, Surroundings world) {
        path = new LoopThread("kvd-raft", world.clock(), failure::complete);
        engine = new LoopThread("kvd-engine", world.clock(), failure::complete);
        member = Member.open(config, storage, world, new MemberLoops.Wakeups(path, engine), reads);
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
        MemberLoops loops = member.loops();
        engine.start(List.of(loops.engine(), member.snapshots()));
        path.start(List.of(loops.raft(), loops.wal(), loops.apply(), member.leases()));
        member.publication().begin(ready);
    }

    @Override
    public Services services() {
        return member.services();
    }

    @Override
    public long memberId() {
        return member.state().bootstrap().memberId();
    }

    @Override
    public long clusterId() {
        return member.state().bootstrap().clusterId();
    }

    @Override
    public Optional<String> clusterVersion() {
        return Optional.of(member.membership().version()).filter(version -> !version.isEmpty());
    }

    @Override
    public String storageVersion() {
        return clusterVersion().isPresent() ? STORAGE_VERSION : STORAGE_VERSION_BEFORE;
    }

    @Override
    public boolean hasLeader() {
        return member.loops().raft().view().hasLeader();
    }

    @Override
    public boolean learner() {
        return member.membership().find(memberId()).map(MemberRow::learner).orElse(false);
    }

    @Override
    public SortedSet<String> alarms() {
        SortedSet<String> names = new TreeSet<>();
        for (AlarmMember alarm : member.state().alarms().active()) {
            names.add(Alarms.name(alarm));
        }
        return names;
    }

    @Override
    public CompletableFuture<Void> probe(boolean serializable) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Runnable read = () -> member.pool().run(
                () -> readOneKey(answered), answered::completeExceptionally);
        if (serializable) {
            read.run();
        } else {
            member.reads().linearizable(
                    ClientCall.unlimited(), read, answered::completeExceptionally);
        }
        return answered;
    }

    private void readOneKey(CompletableFuture<Void> answered) {
        member.state().store().view().range(RangeRequest.newBuilder()
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
        reads.close();
        ready.completeExceptionally(new KvException(ErrorCode.STOPPED));
    }
}
