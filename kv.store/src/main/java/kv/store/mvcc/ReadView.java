package kv.store.mvcc;

import java.util.Optional;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.store.lease.Lessor;
import kv.store.range.KeyReads;
import kv.store.range.RangeChunks;
import kv.store.range.RangeResult;
import kv.store.rows.TableRows;

/// One published state: all that readers use. Immutable; any thread. A reader takes it once.
///
/// A request for the newest revision that finds its view overtaken by a compaction goes on with
/// the newest view, which is as good an answer; and so does every request whose view belongs to an
/// engine that a snapshot has replaced.
public final class ReadView {

    private final AppliedPoint applied;
    private final KeyReads reads;
    private final TableRows tables;
    private final Lessor lessor;
    private final Supplier<ReadView> newest;

    /// Which entry was the last.
    ///
    /// @param index its raft index
    /// @param term its term
    public record AppliedPoint(long index, long term) {
    }

    ReadView(AppliedPoint applied, KeyReads reads, TableRows tables, Lessor lessor,
            Supplier<ReadView> newest) {
        this.applied = applied;
        this.reads = reads;
        this.tables = tables;
        this.lessor = lessor;
        this.newest = newest;
    }

    /// Raft index of the last entry in this state.
    public long appliedIndex() {
        return applied.index();
    }

    /// Term of that entry.
    public long term() {
        return applied.term();
    }

    /// The newest revision.
    public long revision() {
        return reads.revision();
    }

    /// Below which nothing may be read; -1 when there was no compaction.
    public long compactRevision() {
        return reads.compactRevision();
    }

    /// Members, alarms, cluster version, users, roles: the small tables.
    public TableRows tables() {
        return tables;
    }

    /// The leases. Not of this view alone: shows at least this state, and later changes at once.
    public Lessor lessor() {
        return lessor;
    }

    /// How many keys exist.
    public long keyCount() {
        return reads.index().liveKeys();
    }

    /// Answers a range. May read from disk and be long: for kvd-read.
    ///
    /// @throws KvException compacted or future revision
    public RangeResult range(RangeRequest request) {
        for (ReadView view = this;; view = newest.get()) {
            long at = view.reads.resolve(request.getRevision());
            if (view.reads.pins().pin(at)) {
                try {
                    return view.reads.range(request, at);
                } finally {
                    view.reads.pins().unpin(at);
                }
            }
            if (request.getRevision() > 0 && !view.reads.pins().retired()) {
                throw new KvException(ErrorCode.COMPACTED);
            }
        }
    }

    /// Answers a range if it is small, in key order and wholly in memory. Safe on event loops.
    ///
    /// @return nothing when the request must go to kvd-read
    /// @throws KvException compacted or future revision
    public Optional<RangeResult> rangeInline(RangeRequest request) {
        long at = reads.resolve(request.getRevision());
        RangeResult result = reads.rangeWithoutWaiting(request, at);
        return reads.pins().floor() > at ? Optional.empty() : Optional.ofNullable(result);
    }

    /// Answers a range in pieces. The pieces are produced on kvd-read.
    ///
    /// @param maxRequestBytes what the size of pieces is measured against
    /// @throws KvException compacted or future revision
    public RangeChunks rangeStream(RangeRequest request, int maxRequestBytes) {
        return new RangeChunks(reads, () -> newest.get().reads, request, maxRequestBytes);
    }

    /// Runs a transaction that changes nothing, see [RequestChecks#readOnly]. For kvd-read.
    ///
    /// @throws KvException when a range on its path is compacted or of the future
    public TxnResponse txn(TxnRequest request, Headers headers) {
        for (ReadView view = this;; view = newest.get()) {
            KeyReads reads = view.reads;
            if (reads.pins().pin(reads.compactRevision())) {
                try {
                    return new TxnRunner(() -> reads, null, lessor)
                            .run(TxnPath.of(request, reads))
                            .setHeader(headers.at(reads.revision())).build();
                } finally {
                    reads.pins().unpin(reads.compactRevision());
                }
            }
        }
    }

    KeyReads reads() {
        return reads;
    }
}
