package kv.server;

import java.util.List;
import java.util.concurrent.TimeUnit;
import kv.api.spi.storage.StorageEngine;
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
import kv.server.config.TimingConfig;
import kv.server.consensus.Bootstrap;
import kv.server.consensus.LogTail;
import kv.server.consensus.RaftEvent;
import kv.server.consensus.RaftLoop;
import kv.server.consensus.RaftOutputs;
import kv.server.consensus.RaftTiming;
import kv.server.consensus.ReadBatch;
import kv.server.consensus.WalLoop;
import kv.server.loop.Wakeup;
import kv.store.mvcc.MvccStore;

/// The four loops of one member, wired to each other and not yet turned by anybody: threads do it
/// in [KvServer], a simulation does it on one thread of its own.
///
/// ```
///   RaftLoop ─ write, mark ─► WalLoop ─ Persisted ─► RaftLoop
///      └─ committed, confirmed ─► ApplyLoop ─ Applied, ConfChanged ─► RaftLoop
///                                     └─ sealed runs ─► EngineLoop ─ Synced ─► RaftLoop
/// ```
public final class MemberLoops {

    private static final long TAIL_BYTES = 64L << 20;
    private static final long READ_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SYNC_ENTRIES = 100_000;
    private static final long SYNC_BYTES = 64L << 20;

    private final RaftLoop raft;
    private final WalLoop wal;
    private final ApplyLoop apply;
    private final EngineLoop engine;

    /// Who calls the loops' threads.
    ///
    /// @param path raft, wal and apply
    /// @param engine the engine's
    public record Wakeups(Wakeup path, Wakeup engine) {
    }

    /// The state that the loops own.
    ///
    /// @param bootstrap the log
    /// @param engine the storage engine
    /// @param store what it means
    /// @param alarms raised by members
    /// @param registry where proposals wait
    public record State(
            Bootstrap bootstrap,
            StorageEngine engine,
            MvccStore store,
            Alarms alarms,
            ProposalRegistry registry) {
    }

    /// @param catchUpEntries entries kept in the log behind the engine
    public MemberLoops(State state, TimingConfig timing, long catchUpEntries,
            Surroundings world, Wakeups wakeups) {
        Outputs outputs = new Outputs();
        Bootstrap bootstrap = state.bootstrap();
        LogTail tail = bootstrap.tail(TAIL_BYTES);
        RaftNode node = new RaftNode(raftConfig(bootstrap.memberId(), timing, world), tail,
                bootstrap.applied().index());
        raft = new RaftLoop(node, tail, raftTiming(timing, catchUpEntries), outputs,
                state.registry(), wakeups.path());
        wal = new WalLoop(bootstrap.wal(), raft::tell, world.clock(),
                MemberMetrics.walFsync(world.metrics()), wakeups.path());
        apply = new ApplyLoop(state.store(), state.alarms(), state.registry(), raft::tell,
                wakeups.engine(), wakeups.path());
        engine = new EngineLoop(state.engine(), state.store().committer(),
                new EngineLoop.SyncPolicy(SYNC_ENTRIES, SYNC_BYTES), wal::durableIndex,
                index -> raft.tell(new RaftEvent.Synced(index)),
                wakeups.path(), wakeups.engine());
        outputs.wal = wal;
        outputs.apply = apply;
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

    private static RaftConfig raftConfig(long id, TimingConfig timing, Surroundings world) {
        return new RaftConfig(id,
                new RaftConfig.Election(timing.electionTicks(), 1, timing.preVote(), true),
                RaftConfig.Limits.DEFAULT, world.random());
    }

    private static RaftTiming raftTiming(TimingConfig timing, long catchUpEntries) {
        return new RaftTiming(TimeUnit.MILLISECONDS.toNanos(timing.heartbeatMs()), READ_RETRY_NS,
                true, catchUpEntries);
    }

    /// The raft loop is made before those that it hands on to.
    private static final class Outputs implements RaftOutputs {

        private WalLoop wal;
        private ApplyLoop apply;

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
        public void send(List<Message> messages) {
            // A cluster of one has nobody to talk to.
        }
    }
}
