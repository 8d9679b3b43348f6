package kv.server.snapshot.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.server.apply.ApplyLoop;
import kv.server.loop.Loop;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.StateSnapshot;

/// The snapshots that are being sent to clients. A loop of the thread kvd-engine, which owns the
/// engine's snapshots: it cuts off receivers that have taken nothing for a minute, since as long
/// as a snapshot is open the engine keeps everything that was deleted after it.
///
/// At most eight are sent at a time; with the bound of a file's stream that bounds the memory.
public final class SnapshotStreams implements Loop {

    /// How long a receiver may take nothing.
    public static final long STALL_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_STREAMS = 8;
    private static final KvException STALLED = new KvException(StatusCode.DEADLINE_EXCEEDED,
            "the receiver has taken nothing of the snapshot for a minute");

    private final ApplyLoop apply;
    private final MvccStore store;
    private final Readers readers;
    private final AtomicInteger running = new AtomicInteger();
    private final List<Watched> watched = new ArrayList<>();
    private long nextLookNs = Long.MAX_VALUE;

    /// @param apply orders snapshots of exactly one state
    /// @param readers read what is sent
    public SnapshotStreams(ApplyLoop apply, MvccStore store, Readers readers) {
        this.apply = apply;
        this.store = store;
        this.readers = readers;
    }

    private static final class Watched {

        private final SnapshotSending sending;
        private long sentChunks = -1;
        private long sinceNs;

        Watched(SnapshotSending sending) {
            this.sending = sending;
        }

        void look(long nowNs) {
            if (sending.sentChunks() != sentChunks) {
                sentChunks = sending.sentChunks();
                sinceNs = nowNs;
            } else if (nowNs - sinceNs >= STALL_NS) {
                sending.giveUp(STALLED);
            }
        }
    }

    /// Answers a call with the newest state. Any thread.
    ///
    /// @throws KvException when too many are being sent
    public void send(CallContext call, ReplyStream<SnapshotResponse> reply) {
        if (running.incrementAndGet() > MAX_STREAMS) {
            running.decrementAndGet();
            throw new KvException(ErrorCode.TOO_MANY_REQUESTS);
        }
        apply.run(() -> store.orderSnapshot(snapshot -> begin(call, reply, snapshot)));
    }

    private void begin(
            CallContext call, ReplyStream<SnapshotResponse> reply, StateSnapshot snapshot) {
        snapshot.releaseHistory();
        SnapshotSending sending = new SnapshotSending(
                call, reply, snapshot.rows(), readers, running::decrementAndGet);
        watched.add(new Watched(sending));
        nextLookNs = Long.MIN_VALUE;
        sending.start();
    }

    @Override
    public String roleName() {
        return "kvd-engine-snapshots";
    }

    @Override
    public int doWork(long nowNs) {
        if (watched.isEmpty() || nowNs < nextLookNs) {
            return 0;
        }
        nextLookNs = nowNs + LOOK_NS;
        for (Iterator<Watched> all = watched.iterator(); all.hasNext();) {
            Watched one = all.next();
            one.look(nowNs);
            if (one.sending.ended()) {
                all.remove();
            }
        }
        return 1;
    }

    @Override
    public long nextDeadlineNs() {
        return watched.isEmpty() ? Long.MAX_VALUE : nextLookNs;
    }

    @Override
    public void onClose() {
        watched.forEach(one -> one.sending.giveUp(new KvException(ErrorCode.STOPPED)));
    }
}
