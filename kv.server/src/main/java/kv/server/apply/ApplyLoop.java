package kv.server.apply;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.raft.model.Entry;
import kv.raft.model.InvariantError;
import kv.raft.model.Payload;
import kv.server.cluster.Cluster;
import kv.server.cluster.ConfChanges;
import kv.server.command.CommandPayload;
import kv.server.command.Proposal;
import kv.server.command.ProposalRegistry;
import kv.server.consensus.RaftEvent;
import kv.server.consensus.ReadBatch;
import kv.server.consensus.ReadRequest;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Wakeup;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.WriteTxn;

/// The owner of all replicated state, on `kvd-apply`: carries committed entries out in order,
/// publishes, and only then answers.
///
/// A turn takes a bounded number of entries; while the engine is behind it takes none, and the
/// entries wait where they are.
public final class ApplyLoop implements Loop {

    private static final int MAX_ENTRIES = 1024;
    private static final long SEAL_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MvccStore store;
    private final Cluster cluster;
    private final CommandApplier applier;
    private final ProposalRegistry registry;
    private final Consumer<RaftEvent> raft;
    private final Wakeup engine;
    private final Mailbox<List<Entry>> committed;
    private final Mailbox<ReadBatch> confirmed;
    private final Mailbox<Runnable> tasks;
    private final Answers answers = new Answers();
    private final ArrayDeque<ReadBatch> waiting = new ArrayDeque<>();
    private WriteTxn txn;
    private boolean unsealed;
    private long nextSealNs = Long.MAX_VALUE;

    /// @param store changed by this loop alone
    /// @param raft is told what is applied
    /// @param engine called when a run was handed over
    /// @param wakeup calls this loop's thread
    public ApplyLoop(
            MvccStore store,
            Alarms alarms,
            ProposalRegistry registry,
            Consumer<RaftEvent> raft,
            Wakeup engine,
            Wakeup wakeup) {
        this.store = store;
        this.cluster = new Cluster(store.view().tables(), this::changeRow);
        this.applier = new CommandApplier(cluster, alarms);
        this.registry = registry;
        this.raft = raft;
        this.engine = engine;
        this.committed = new Mailbox<>(wakeup);
        this.confirmed = new Mailbox<>(wakeup);
        this.tasks = new Mailbox<>(wakeup);
        store.watch().onTimer(wakeup::wake);
    }

    /// Any thread: entries to carry out, after all before them.
    public void apply(List<Entry> entries) {
        committed.put(entries);
    }

    /// Any thread: readers to serve once their index is applied.
    public void confirmed(ReadBatch batch) {
        confirmed.put(batch);
    }

    /// Any thread: something to do between two batches, when all that is applied is published.
    public void run(Runnable task) {
        tasks.put(task);
    }

    /// Any thread: something to do when every entry that was handed over is applied.
    public void afterAll(Runnable task) {
        run(() -> {
            if (committed.isEmpty()) {
                task.run();
            } else {
                afterAll(task);
            }
        });
    }

    /// On this loop's thread: another state has been put into the store, by a snapshot.
    public void reload() {
        applier.reload(store.view().tables());
    }

    /// The membership, changed by this loop.
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public String roleName() {
        return "kvd-apply";
    }

    @Override
    public int doWork(long nowNs) {
        int work = applyEntries(nowNs);
        work += confirmed.drain(Integer.MAX_VALUE, waiting::add);
        serveReads();
        work += runTasks();
        answers.outbox().flush();
        store.watch().turn(nowNs);
        sealIfDue(nowNs);
        return work + compact();
    }

    @Override
    public long nextDeadlineNs() {
        long watchNs = store.watch().nextDeadlineNs();
        return unsealed ? Math.min(nextSealNs, watchNs) : watchNs;
    }

    @Override
    public void onClose() {
        applyEntries(nextSealNs);
        answers.outbox().flush();
        store.seal();
        engine.wake();
    }

    /// A task may have ordered a snapshot.
    private int runTasks() {
        int ran = tasks.drain(MAX_ENTRIES, Runnable::run);
        if (ran > 0) {
            engine.wake();
        }
        return ran;
    }

    private int applyEntries(long nowNs) {
        int count = 0;
        while (count < MAX_ENTRIES && !store.backlogged()) {
            List<Entry> entries = committed.poll();
            if (entries == null) {
                break;
            }
            for (Entry entry : entries) {
                apply(entry);
            }
            count += entries.size();
        }
        if (count > 0) {
            store.publish();
            raft.accept(new RaftEvent.Applied(store.appliedIndex()));
            answers.release();
            if (!unsealed) {
                unsealed = true;
                nextSealNs = nowNs + SEAL_CHECK_NS;
            }
        }
        return count;
    }

    private void apply(Entry entry) {
        txn = store.begin(entry.index(), entry.term());
        if (entry.kind().changesMembership()) {
            changeMembership(entry);
        } else if (entry.payload() != Payload.EMPTY) {
            carryOut((CommandPayload) entry.payload());
        }
        txn.end();
    }

    private void carryOut(CommandPayload payload) {
        InternalRaftRequest command = read(payload);
        long id = command.getHeader().getID();
        Proposal proposal = registry.take(id);
        try {
            settle(proposal, applier.apply(command, txn), null);
        } catch (KvException refusal) {
            settle(proposal, null, refusal);
        }
        payload.forget();
    }

    private static InternalRaftRequest read(CommandPayload payload) {
        try {
            return payload.request();
        } catch (InvalidProtocolBufferException e) {
            throw new InvariantError("a committed entry is no command: " + e.getMessage());
        }
    }

    private void changeMembership(Entry entry) {
        if (entry.payload() == Payload.EMPTY) {
            raft.accept(new RaftEvent.ConfChanged(ConfChange.leaveJoint()));
            return;
        }
        ConfChanges.Decoded decoded =
                ConfChanges.decode(entry.kind(), ((CommandPayload) entry.payload()).bytes());
        Proposal proposal = registry.take(decoded.id());
        try {
            cluster.apply(decoded);
            raft.accept(new RaftEvent.ConfChanged(decoded.change()));
            settle(proposal, cluster.membership(), null);
        } catch (KvException refusal) {
            raft.accept(new RaftEvent.ConfChanged(refused(decoded.change())));
            settle(proposal, null, refusal);
        }
    }

    /// What the core shall do about a change that the rules of membership refuse: nothing.
    private static ConfChange refused(ConfChange change) {
        return ConfChange.single(change.steps().getFirst().kind(), 0);
    }

    private void settle(Proposal proposal, Object outcome, KvException refusal) {
        if (proposal == null) {
            return;
        }
        if (refusal == null) {
            proposal.succeed(outcome);
        } else {
            proposal.refuse(refusal);
        }
        answers.add(proposal);
    }

    private void changeRow(Table table, byte[] key, byte[] value) {
        if (value == null) {
            txn.deleteRow(table, key);
        } else {
            txn.putRow(table, key, value);
        }
    }

    private void serveReads() {
        long applied = store.view().appliedIndex();
        while (!waiting.isEmpty() && waiting.peek().index() <= applied) {
            for (ReadRequest read : waiting.poll().readers()) {
                answers.outbox().add(read.loop(), read);
            }
        }
    }

    /// The last slice of a compaction hands the physical half to the engine.
    private int compact() {
        if (!store.compactSlice()) {
            return 0;
        }
        engine.wake();
        return 1;
    }

    private void sealIfDue(long nowNs) {
        if (unsealed && store.sealIfDue(nowNs)) {
            unsealed = false;
            engine.wake();
        } else if (unsealed && nextSealNs - nowNs <= 0) {
            nextSealNs = nowNs + SEAL_CHECK_NS;
        }
    }
}
