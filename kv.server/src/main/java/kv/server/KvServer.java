package kv.server;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.service.ClientCall;
import kv.api.service.Services;
import kv.server.apply.Alarms;
import kv.server.cluster.Founding;
import kv.server.cluster.Membership;
import kv.server.cluster.RemovedMember;
import kv.server.config.ServerConfig;
import kv.server.lease.LeaseDesk;
import kv.server.loop.Loop;
import kv.server.loop.LoopCall;
import kv.server.loop.LoopThread;
import kv.server.member.RunningMember;
import kv.server.service.ReadThreads;
import kv.server.storage.Engines;
import kv.store.schema.MemberRow;

/// One member at work: a [Member], and the threads that turn its loops.
///
/// With one voter, raft, wal, apply and leases share a thread: a hand-over costs more there than
/// working side by side would gain. From the second voter on the log, and the state with its
/// leases, have threads of their own. The engine always has, since its commits may wait for the
/// disk.
public final class KvServer implements RunningMember {

    private static final int READ_THREADS = 2;
    private static final String STORAGE_VERSION_BEFORE = "3.5.0";
    private static final String STORAGE_VERSION = "3.7.0";

    /// How long a removed member goes on, so that it can answer and others can learn.
    private static final long FAREWELL_MS = 1_000;

    private final Member member;
    private final ReadThreads reads = new ReadThreads(READ_THREADS);
    private final LoopThread path;
    private final LoopThread wal;
    private final LoopThread apply;
    private final LoopThread engine;
    private final LoopCall walCall;
    private final LoopCall applyCall;
    private final AtomicBoolean apart = new AtomicBoolean();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private KvServer(ServerConfig config, Founding founding, Engines engines,
            Surroundings world) {
        path = thread("kvd-raft", world);
        wal = thread("kvd-wal", world);
        apply = thread("kvd-apply", world);
        engine = thread("kvd-engine", world);
        walCall = new LoopCall(path);
        applyCall = new LoopCall(path);
        member = Member.open(config, founding, engines, world,
                new MemberLoops.Wakeups(path, walCall, applyCall, engine), reads);
        member.whenMembersChange(this::layOut);
        member.loops().peers().expulsion().thenRunAsync(
                () -> failure.complete(new RemovedMember()),
                CompletableFuture.delayedExecutor(FAREWELL_MS, TimeUnit.MILLISECONDS));
    }

    private LoopThread thread(String name, Surroundings world) {
        return new LoopThread(name, world.clock(), failure::complete);
    }

    /// Opens a member's state. Nothing runs before [#start()].
    ///
    /// @param founding where a member without a log begins
    /// @param engines the engine, used by this member alone; closed by the caller after
    ///        [#close()]
    /// @throws kv.store.file.StoreRefusal when the log is damaged or does not fit the engine
    public static KvServer open(ServerConfig config, Founding founding, Engines engines,
            Surroundings world) {
        return new KvServer(config, founding, engines, world);
    }

    @Override
    public void start() {
        MemberLoops loops = member.loops();
        List<Loop> behind = new ArrayList<>(List.of(
                loops.engine(), member.snapshots(), loops.retired()));
        behind.addAll(member.upkeep());
        engine.start(behind);
        path.start(List.of(loops.raft(), loops.wal(), loops.apply(), member.leases()));
        layOut(member.membership());
        member.publication().begin(ready);
    }

    /// Once there are two voters, the consensus has a thread of its own: a leader must be heard
    /// while the disk or a large change keeps the others.
    private void layOut(Membership now) {
        if (now.voters().size() > 1 && apart.compareAndSet(false, true)) {
            path.part(this::takeApart);
        }
    }

    private void takeApart(List<? extends Loop> given) {
        walCall.redirect(wal);
        applyCall.redirect(apply);
        wal.resume(given.subList(0, 1));
        apply.resume(given.subList(1, given.size()));
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
    public boolean downgrading() {
        return member.loops().apply().cluster().downgrading();
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

    @Override
    public List<MemberRow> members() {
        return member.membership().members();
    }

    @Override
    public CompletableFuture<List<MemberRow>> promote(long id) {
        return member.promotion().promote(id);
    }

    @Override
    public LeaseDesk leaseDesk() {
        return member.leaseDesk();
    }

    /// Leadership goes to somebody else first. Apply's last run goes to the engine before that
    /// commits for the last time.
    @Override
    public void close() {
        if (!failure.isDone()) {
            member.leadership().handOver().join();
        }
        path.close();
        wal.close();
        apply.close();
        member.loops().peers().close();
        engine.close();
        reads.close();
        ready.completeExceptionally(new KvException(ErrorCode.STOPPED));
    }
}
