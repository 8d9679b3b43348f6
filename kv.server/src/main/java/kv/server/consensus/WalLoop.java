package kv.server.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kv.api.spi.metrics.MetricRegistry;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.Payload;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.command.CommandPayload;
import kv.server.loop.Clock;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Wakeup;
import kv.store.wal.EncodedEntry;
import kv.store.wal.Wal;
import kv.store.wal.WalSnapshot;
import kv.store.wal.WalState;

/// The owner of the log's segments, on `kvd-wal`: writes what the raft loop hands over, in order,
/// as many writes as there are with one sync, and reports what is durable.
///
/// Any thread may read [#durableIndex()].
public final class WalLoop implements Loop {

    private static final int MAX_WRITES = 256;
    private static final byte[] NO_BYTES = {};
    private static final double NS_PER_SECOND = 1e9;

    private final Wal wal;
    private final Consumer<RaftEvent> raft;
    private final Clock clock;
    private final MetricRegistry.Histogram fsyncSeconds;
    private final Mailbox<WalTask> tasks;
    private final ArrayList<EncodedEntry> encoded = new ArrayList<>();
    private boolean mustSync;
    private long sequence;
    private volatile long durableIndex;

    /// What the loop is asked for.
    private sealed interface WalTask {
    }

    private record Write(Ready.Persist write) implements WalTask {
    }

    private record Read(LogTail.Wanted wanted) implements WalTask {
    }

    private record Mark(WalSnapshot snapshot, long releaseBelow) implements WalTask {
    }

    /// @param raft is told what is durable
    public WalLoop(Wal wal, Consumer<RaftEvent> raft, Clock clock,
            MetricRegistry.Histogram fsyncSeconds, Wakeup wakeup) {
        this.wal = wal;
        this.raft = raft;
        this.clock = clock;
        this.fsyncSeconds = fsyncSeconds;
        this.tasks = new Mailbox<>(wakeup);
        this.durableIndex = wal.lastIndex();
    }

    /// Any thread: write, after everything before it.
    public void write(Ready.Persist write) {
        tasks.put(new Write(write));
    }

    /// Any thread: the engine holds all up to `at` for good, and nobody needs what lies
    /// at or below `releaseBelow`.
    public void mark(SnapshotMeta at, long releaseBelow) {
        tasks.put(new Mark(record(at), releaseBelow));
    }

    private static WalSnapshot record(SnapshotMeta at) {
        return new WalSnapshot(at.index(), at.term(), ConfStates.encode(at.confState()));
    }

    /// Any thread: read entries back, for a member that lags.
    public void read(LogTail.Wanted wanted) {
        tasks.put(new Read(wanted));
    }

    /// Any thread: the newest entry that survives a loss of power.
    public long durableIndex() {
        return durableIndex;
    }

    @Override
    public String roleName() {
        return "kvd-wal";
    }

    @Override
    public int doWork(long nowNs) {
        int taken = tasks.drain(MAX_WRITES, this::take);
        if (taken > 0) {
            finishBatch();
        }
        return taken;
    }

    @Override
    public void onClose() {
        tasks.drain(Integer.MAX_VALUE, this::take);
        mustSync = true;
        finishBatch();
        wal.close();
    }

    private void take(WalTask task) {
        switch (task) {
            case Write(Ready.Persist write) -> append(write);
            case Read(LogTail.Wanted wanted) -> raft.accept(new RaftEvent.Loaded(decode(
                    wal.read(wanted.from(), wanted.to(), wanted.maxBytes()))));
            case Mark(WalSnapshot snapshot, long releaseBelow) -> {
                finishBatch();
                wal.saveSnapshot(snapshot);
                wal.releaseBelow(releaseBelow);
            }
        }
    }

    private void append(Ready.Persist write) {
        if (!write.snapshot().isNone()) {
            finishBatch();
            wal.beginAnew(record(write.snapshot()));
            durableIndex = wal.lastIndex();
        }
        for (Entry entry : write.entries()) {
            encoded.add(encode(entry));
        }
        WalState state = write.change() == Ready.HardStateChange.NONE ? null : new WalState(
                write.hardState().term(), write.hardState().vote(), write.hardState().commit());
        wal.append(encoded, state);
        encoded.clear();
        mustSync |= write.mustSync();
        sequence = write.sequence();
    }

    private void finishBatch() {
        if (mustSync) {
            long startNs = clock.nowNs();
            wal.sync();
            fsyncSeconds.observe((clock.nowNs() - startNs) / NS_PER_SECOND);
            mustSync = false;
            durableIndex = wal.lastIndex();
        }
        if (sequence > 0) {
            raft.accept(new RaftEvent.Persisted(sequence));
            sequence = 0;
        }
    }

    private static EncodedEntry encode(Entry entry) {
        return EncodedEntry.of(entry.index(), entry.term(), entry.kind().ordinal(),
                bytes(entry.payload()));
    }

    private static byte[] bytes(Payload payload) {
        return payload instanceof CommandPayload command ? command.bytes() : NO_BYTES;
    }

    /// Entries as they were found in the log.
    public static List<Entry> decode(List<EncodedEntry> stored) {
        List<Entry> entries = new ArrayList<>(stored.size());
        for (EncodedEntry entry : stored) {
            Payload payload = entry.content().length == 0
                    ? Payload.EMPTY : CommandPayload.ofBytes(entry.content());
            entries.add(new Entry(entry.term(), entry.index(),
                    EntryKind.values()[entry.type()], payload));
        }
        return entries;
    }
}
