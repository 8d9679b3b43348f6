package kv.store.mvcc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.ResponseOp;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.store.lease.Lessor;
import kv.store.range.Interval;
import kv.store.range.KeyReads;

/// Transactions: decide the path, check it, run it. Of one transaction at a time.
///
/// The check looks at the path taken alone and sees the state before the transaction; whatever
/// it lets pass runs to the end, so a transaction changes all or nothing. One case is checked
/// more closely than etcd does, which stops on it: a put that keeps the old value of a key that
/// the same transaction has deleted.
final class TxnRunner {

    private final Supplier<KeyReads> reads;
    private final KvOps writes;
    private final Lessor lessor;

    /// @param reads the state as the transaction sees it now
    /// @param writes null where nothing may change
    TxnRunner(Supplier<KeyReads> reads, KvOps writes, Lessor lessor) {
        this.reads = reads;
        this.writes = writes;
        this.lessor = lessor;
    }

    /// Runs a transaction.
    ///
    /// @return the answer, its header yet to be set
    TxnResponse.Builder run(TxnPath path) {
        new Check(reads.get()).path(path);
        return execute(path);
    }

    private TxnResponse.Builder execute(TxnPath path) {
        TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(path.succeeded());
        Iterator<TxnPath> nested = path.nested().iterator();
        for (RequestOp op : path.ops()) {
            ResponseOp.Builder answer = response.addResponsesBuilder();
            switch (op.getRequestCase()) {
                case REQUEST_RANGE -> answer.setResponseRange(range(op.getRequestRange()));
                case REQUEST_PUT -> answer.setResponsePut(
                        writes.put(op.getRequestPut(), Headers.REVISION_ONLY));
                case REQUEST_DELETE_RANGE -> answer.setResponseDeleteRange(
                        writes.deleteRange(op.getRequestDeleteRange(), Headers.REVISION_ONLY));
                case REQUEST_TXN -> answer.setResponseTxn(execute(nested.next())
                        .setHeader(ResponseHeader.getDefaultInstance()));
                case REQUEST_NOT_SET -> throw new KvException(ErrorCode.KEY_NOT_FOUND);
            }
        }
        return response;
    }

    private RangeResponse range(RangeRequest request) {
        KeyReads now = reads.get();
        return now.range(request).toBuilder()
                .setHeader(Headers.REVISION_ONLY.at(now.revision())).build();
    }

    /// What must hold before the first change.
    private final class Check {

        private final KeyReads before;
        private final List<Interval> deleted = new ArrayList<>(0);

        Check(KeyReads before) {
            this.before = before;
        }

        void path(TxnPath path) {
            Iterator<TxnPath> nested = path.nested().iterator();
            for (RequestOp op : path.ops()) {
                switch (op.getRequestCase()) {
                    case REQUEST_RANGE -> range(op.getRequestRange().getRevision());
                    case REQUEST_PUT -> put(op.getRequestPut());
                    case REQUEST_DELETE_RANGE -> deleted.add(
                            Interval.of(op.getRequestDeleteRange().getKey(),
                                    op.getRequestDeleteRange().getRangeEnd()));
                    case REQUEST_TXN -> path(nested.next());
                    case REQUEST_NOT_SET -> throw new KvException(ErrorCode.KEY_NOT_FOUND);
                }
            }
        }

        /// Unlike a plain range, a negative revision is taken literally.
        private void range(long revision) {
            if (revision > before.revision()) {
                throw new KvException(ErrorCode.FUTURE_REVISION);
            }
            if (revision != 0 && revision < before.compactRevision()) {
                throw new KvException(ErrorCode.COMPACTED);
            }
        }

        private void put(PutRequest request) {
            if (request.getLease() != 0) {
                lessor.require(request.getLease());
            }
            if (!request.getIgnoreValue() && !request.getIgnoreLease()) {
                return;
            }
            byte[] key = request.getKey().toByteArray();
            if (before.find(key) == null
                    || deleted.stream().anyMatch(range -> range.contains(key))) {
                throw new KvException(ErrorCode.KEY_NOT_FOUND);
            }
        }
    }
}
