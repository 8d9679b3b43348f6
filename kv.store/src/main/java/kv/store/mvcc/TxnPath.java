package kv.store.mvcc;

import java.util.ArrayList;
import java.util.List;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.store.range.KeyReads;

/// Which branch a transaction takes, and which the transactions nested in it take: all decided on
/// the state before the whole transaction.
///
/// @param succeeded whether every compare held
/// @param ops the operations of the branch
/// @param nested the paths of the transactions among them, in order
record TxnPath(boolean succeeded, List<RequestOp> ops, List<TxnPath> nested) {

    static TxnPath of(TxnRequest request, KeyReads before) {
        boolean succeeded = true;
        for (int i = 0; succeeded && i < request.getCompareCount(); i++) {
            succeeded = Compares.holds(request.getCompare(i), before);
        }
        List<RequestOp> ops = succeeded ? request.getSuccessList() : request.getFailureList();
        List<TxnPath> nested = List.of();
        for (RequestOp op : ops) {
            if (op.hasRequestTxn()) {
                nested = nested.isEmpty() ? new ArrayList<>() : nested;
                nested.add(of(op.getRequestTxn(), before));
            }
        }
        return new TxnPath(succeeded, ops, nested);
    }
}
