package kv.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kv.api.ErrorCode;
import kv.raft.RaftNode;
import kv.raft.model.Entry;
import kv.raft.model.Message;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.apply.Alarms;
import kv.server.apply.ApplyLoop;
import kv.server.apply.EngineLoop;
import kv.server.command.ProposalRegistry;
import kv.server.command.RequestIds;
import kv.server.config.ServerConfig;
import kv.server.config.TimingConfig;
import kv.server.consensus.Bootstrap;
import kv.server.consensus.LogTail;
import kv.server.consensus.RaftEvent;
import kv.server.consensus.RaftLoop;
import kv.server.consensus.RaftNews;
import kv.server.consensus.RaftOutputs;
import kv.server.consensus.RaftTiming;
import kv.server.consensus.ReadBatch;
import kv.server.consensus.WalLoop;
import kv.server.loop.Wakeup;
import kv.server.peer.Peers;
import kv.server.peer.TimeoutReason;
import kv.server.snapshot.install.RetiredEngines;
import kv.server.snapshot.install.SnapshotInstall;
import kv.server.snapshot.install.SnapshotSender;
import kv.server.storage.Engines;
import kv.store.mvcc.MvccStore;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSink;

/// The four loops of one member, wired to each other and not yet turned by anybody: threads do it
/// in [KvServer], a simulation does it on one thread of its own.
///
/// ```
///   RaftLoop ─ write, mark ─► WalLoop ─ Persisted ─► RaftLoop
///      └─ committed, confirmed ─► ApplyLoop ─ Applied, ConfChanged ─► RaftLoop
///                                     └─ sealed runs ─► EngineLoop ─ Synced ─► RaftLoop
///   RaftLoop ─ messages ─► Peers ─ Received, Unreachable ─► RaftLoop
/// ```
public final class MemberLoops {

    private static final long READ_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SYNC_AGE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long SYNC_BYTES = 64L << 20;

    private final RaftLoop raft;
    private final WalLoop wal;
    private final ApplyLoop apply;
    private final EngineLoop engine;
    private final Peers peers;
    private final RetiredEngines retired;

    /// Who calls the loops' threads.
    ///
    /// @param raft the consensus'
    /// @param wal the log's
    /// @param apply the state's, and the leases'
    /// @param engine the engine's
    public record Wakeups(Wakeup raft, Wakeup wal, Wakeup apply, Wakeup engine) {

        /// Whoever turns the loops turns all of them anyway.
        public static final Wakeups NONE =
                new Wakeups(Wakeup.NONE, Wakeup.NONE, Wakeup.NONE, Wakeup.NONE);
    }

    /// The state that the loops own.
    ///
    /// @param bootstrap the log
    /// @param engines the storage engine, and those that may take its place
    /// @param store what it means
    /// @param alarms raised by members
    /// @param registry where proposals wait
    public record State(
            Bootstrap bootstrap,
            Engines engines,
            MvccStore store,
            Alarms alarms,
            ProposalRegistry registry) {
    }

    /// @param identity what peers are told of this member
    public MemberLoops(State state, ServerConfig config, PeerIdentity identity,
            Surroundings world, Wakeups wakeups) {
        TimingConfig timing = config.timing();
        long catchUpEntries = config.member().catchUpEntries();
        Outputs outputs = new Outputs();
        Bootstrap bootstrap = state.bootstrap();
        LogTail tail = bootstrap.tail(world.dimensions().tailBytes());
        RaftNode node = new RaftNode(raftConfig(bootstrap.memberId(), timing, world), tail,
                bootstrap.applied().index());
        raft = new RaftLoop(node, tail, raftTiming(state, timing, catchUpEntries, world),
                world.witness().outputs(outputs), state.registry(), wakeups.raft());
        wal = new WalLoop(bootstrap.wal(), raft::tell, world.clock(),
                MemberMetrics.walFsync(world.metrics()), wakeups.wal());
        apply = new ApplyLoop(state.store(), state.alarms(), state.registry(), raft::tell,
                wakeups.engine(), wakeups.apply());
        engine = new EngineLoop(state.engines().current(), state.store().committer(),
                new EngineLoop.SyncPolicy(
                        config.member().snapshotCount(), SYNC_AGE_NS, SYNC_BYTES),
                wal::durableIndex, at -> raft.tell(new RaftEvent.Synced(at)),
                wakeups.apply(), wakeups.engine());
        retired = new RetiredEngines(
                state.engines()::retire, world.clock(), wakeups.engine());
        SnapshotInstall install = new SnapshotInstall(new SnapshotInstall.Parts(world.files(),
                config.member().memberDirectory().resolve("snap"), state.engines(),
                state.store(), apply, engine, retired, raft::tell));
        outputs.install = install;
        outputs.wal = wal;
        outputs.apply = apply;
        peers = new Peers(bootstrap.memberId(), raft::tell, apply.cluster()::membership,
                world.metrics());
        outputs.peers = peers;
        outputs.news = raft.news();
        PeerLinks links = world.network().links(identity, peers);
        peers.open(links, snapshots(install, links, state.store()));
        outputs.timeouts = new TimeoutReason(bootstrap.memberId(), apply.cluster()::membership,
                links, TimeUnit.MILLISECONDS.toNanos(timing.electionMs()));
    }

    private Peers.Snapshots snapshots(
            SnapshotInstall install, PeerLinks links, MvccStore store) {
        SnapshotSender sender = new SnapshotSender(apply, store, links, raft::tell);
        return new Peers.Snapshots() {
            @Override
            public void send(Message.InstallSnapshot wish) {
                sender.send(wish);
            }

            @Override
            public SnapshotSink receive(kv.api.pb.raftpb.Message header) throws IOException {
                return install.receive(header);
            }
        };
    }

    /// The engines that snapshots have replaced, turned beside the engine.
    public RetiredEngines retired() {
        return retired;
    }

    /// The consensus.
    public RaftLoop raft() {
        return raft;
    }

    /// The log.
    public WalLoop wal() {
        return wal;
    }

    /// The state.
    public ApplyLoop apply() {
        return apply;
    }

    /// The storage engine.
    public EngineLoop engine() {
        return engine;
    }

    /// The links to the other members.
    public Peers peers() {
        return peers;
    }

    private static RaftConfig raftConfig(long id, TimingConfig timing, Surroundings world) {
        return new RaftConfig(id,
                new RaftConfig.Election(timing.electionTicks(), 1, timing.preVote(), true),
                world.dimensions().limits(), world.random());
    }

    /// A member whose vote decides alone campaigns at once; one that has others waits for them.
    private static RaftTiming raftTiming(
            State state, TimingConfig timing, long catchUpEntries, Surroundings world) {
        Bootstrap bootstrap = state.bootstrap();
        return new RaftTiming(TimeUnit.MILLISECONDS.toNanos(timing.heartbeatMs()),
                timing.electionTicks(), READ_RETRY_NS,
                bootstrap.soleVoter(), catchUpEntries,
                RequestIds.first(bootstrap.memberId(), world.clock().unixMs()));
    }

    /// The raft loop is made before those that it hands on to.
    private static final class Outputs implements RaftOutputs {

        private WalLoop wal;
        private ApplyLoop apply;
        private Peers peers;
        private RaftNews news;
        private TimeoutReason timeouts;
        private SnapshotInstall install;

        @Override
        public void write(Ready.Persist write) {
            wal.write(write);
        }

        @Override
        public void apply(List<Entry> committed) {
            apply.apply(committed);
        }

        @Override
        public void confirmed(ReadBatch batch) {
            apply.confirmed(batch);
        }

        @Override
        public void mark(SnapshotMeta at, long releaseBelow) {
            wal.mark(at, releaseBelow);
        }

        @Override
        public void install(SnapshotMeta snapshot) {
            install.install(snapshot);
        }

        @Override
        public void ignore(SnapshotMeta snapshot) {
            install.ignore(snapshot);
        }

        @Override
        public void load(LogTail.Wanted wanted) {
            wal.read(wanted);
        }

        @Override
        public boolean reaches(long id) {
            return peers.links().activeSinceNs(id) != PeerLinks.NEVER;
        }

        @Override
        public ErrorCode timeout(long startNs) {
            return timeouts.of(startNs, news);
        }

        @Override
        public void send(List<Message> messages) {
            peers.send(messages);
        }

        @Override
        public void refused(Ready.LogLoss loss) {
            peers.tell(loss);
        }
    }
}
