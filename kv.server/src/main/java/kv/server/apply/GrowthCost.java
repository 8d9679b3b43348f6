package kv.server.apply;

import java.util.List;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;

/// By how much a command lets the stored data grow, as etcd reckons it. Stateless.
public final class GrowthCost {

    /// A new lease, in bytes.
    public static final long LEASE_GRANT = 64;

    private static final long PUT_OVERHEAD = 256;

    private GrowthCost() {
    }

    /// A put, in bytes.
    public static long of(PutRequest put) {
        return PUT_OVERHEAD + put.getKey().size() + put.getValue().size();
    }

    /// The puts of the branch that has more of them, those of transactions inside included; 0 when
    /// the transaction sets nothing.
    public static long of(TxnRequest txn) {
        return Math.max(sum(txn.getSuccessList()), sum(txn.getFailureList()));
    }

    private static long sum(List<RequestOp> operations) {
        long sum = 0;
        for (RequestOp operation : operations) {
            if (operation.hasRequestPut()) {
                sum += of(operation.getRequestPut());
            } else if (operation.hasRequestTxn()) {
                sum += of(operation.getRequestTxn());
            }
        }
        return sum;
    }
}
