package kv.store.mvcc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.LeaseCheckpoint;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.spi.storage.Table;
import kv.store.lease.Lease;
import kv.store.range.Interval;
import kv.store.range.KeyReads;
import kv.store.schema.ConfStateRow;
import kv.store.schema.LeaseRow;
import kv.store.schema.MetaRows;

/// The effects of one log entry: begun by [MvccStore#begin], ended by [#end], one at a time, all
/// by kvd-apply. One object serves all entries.
///
/// Each operation either does what it says or throws a [KvException] and has changed nothing; an
/// entry that is refused still counts as applied. Nothing depends on a clock, on chance or on the
/// order of a hash, so every member that applies the same entries holds the same rows.
public final class WriteTxn {

    private final StoreState state;
    private final Compactor compactor;
    private final Headers headers;
    private final Changes changes;
    private final KvOps ops;
    private final TxnRunner txns;

    WriteTxn(StoreState state, Compactor compactor, Headers headers) {
        this.state = state;
        this.compactor = compactor;
        this.headers = headers;
        changes = new Changes(state);
        ops = new KvOps(changes, state.lessor);
        txns = new TxnRunner(changes::reads, ops, state.lessor);
    }

    void begin(long index, long term) {
        state.runs.open().begin(index, term);
        changes.begin();
    }

    /// Ends the entry. What it did is seen by readers after [MvccStore#publish].
    public void end() {
        changes.end();
    }

    /// The revision that the entry has reached.
    public long revision() {
        return changes.revision();
    }

    /// Sets a key.
    ///
    /// @throws KvException lease or key not found
    public PutResponse put(PutRequest request) {
        return ops.put(request, headers);
    }

    /// Deletes a range of keys.
    public DeleteRangeResponse deleteRange(DeleteRangeRequest request) {
        return ops.deleteRange(request, headers);
    }

    /// Reads a range as the entry sees it.
    ///
    /// @throws KvException compacted or future revision
    public RangeResponse range(RangeRequest request) {
        KeyReads reads = changes.reads();
        return reads.range(request).toBuilder()
                .setHeader(headers.at(reads.revision())).build();
    }

    /// Runs a transaction.
    ///
    /// @throws KvException when something on the path that it takes cannot be done
    public TxnResponse txn(TxnRequest request) {
        TxnResponse.Builder response = txns.run(TxnPath.of(request, changes.reads()));
        return response.setHeader(headers.at(changes.revision())).build();
    }

    /// Makes history below a revision unreadable, at once, and begins to take it away.
    ///
    /// @throws KvException compacted or future revision
    public Compaction compact(long revision) {
        if (revision <= state.compactRevision) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        if (revision > changes.revision()) {
            throw new KvException(ErrorCode.FUTURE_REVISION);
        }
        long previous = state.compactRevision;
        boolean hashed = compactor.newest().isDone();
        state.compactRevision = revision;
        state.runs.open().change(Table.META,
                MetaRows.key(MetaRows.SCHEDULED_COMPACT_REVISION), MetaRows.revision(revision));
        CompletableFuture<Void> finished = compactor.add(revision, previous, hashed);
        CompactionResponse response = CompactionResponse.newBuilder()
                .setHeader(headers.at(changes.revision())).build();
        return new Compaction(response, finished);
    }

    /// An accepted compaction.
    ///
    /// @param response the answer to a client
    /// @param finished completed on kvd-engine after the last deletion is committed; an answer to
    ///        `physical` waits for it
    public record Compaction(CompactionResponse response, CompletableFuture<Void> finished) {
    }

    /// Makes a lease; the proposer has chosen the id.
    ///
    /// @throws KvException id in use, or time to live too long
    public LeaseGrantResponse leaseGrant(long id, long ttlSeconds) {
        Lease lease = state.lessor.grant(id, ttlSeconds);
        write(state.lessor.row(lease));
        return LeaseGrantResponse.newBuilder().setHeader(headers.at(changes.revision()))
                .setID(id).setTTL(lease.grantedTtlSeconds()).build();
    }

    /// Ends a lease and deletes its keys, in byte order and in one revision.
    ///
    /// @throws KvException when there is no such lease
    public LeaseRevokeResponse leaseRevoke(long id) {
        Lease lease = state.lessor.require(id);
        for (byte[] key : lease.keys()) {
            changes.delete(changes.hits(new Interval(key, null, true)));
        }
        state.lessor.remove(lease);
        state.runs.open().change(Table.LEASE, LeaseRow.key(id), null);
        return LeaseRevokeResponse.newBuilder()
                .setHeader(headers.at(changes.revision())).build();
    }

    /// Notes how much time leases have left; those that are gone are passed over.
    ///
    /// @param stored whether the rows change too, which needs a cluster version of 3.6
    public void leaseCheckpoint(List<LeaseCheckpoint> checkpoints, boolean stored) {
        for (LeaseCheckpoint checkpoint : checkpoints) {
            state.lessor.find(checkpoint.getID()).ifPresent(lease -> {
                LeaseRow row = state.lessor.checkpoint(lease, checkpoint.getRemainingTTL());
                if (stored) {
                    write(row);
                }
            });
        }
    }

    private void write(LeaseRow row) {
        state.runs.open().change(Table.LEASE, LeaseRow.key(row.id()), row.encode());
    }

    /// Sets a row of a small table: members, cluster, alarm, auth, meta.
    public void putRow(Table table, byte[] key, byte[] value) {
        state.tables = state.tables.with(table, key, value);
        state.runs.open().change(table, key, value);
    }

    /// Deletes a row of a small table.
    public void deleteRow(Table table, byte[] key) {
        state.tables = state.tables.with(table, key, null);
        state.runs.open().change(table, key, null);
    }

    /// Stores raft's configuration after a conf change.
    public void confState(ConfStateRow confState) {
        putRow(Table.META, MetaRows.key(MetaRows.CONF_STATE), confState.encode());
    }
}
