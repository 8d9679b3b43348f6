package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeRequest.SortOrder;
import kv.api.pb.etcdserverpb.RangeRequest.SortTarget;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;

/// What a request must satisfy before anything else is done with it, whatever the store holds.
/// Stateless; any thread.
public final class RequestChecks {

    private RequestChecks() {
    }

    /// @throws KvException no key, or an unknown sort option
    public static void check(RangeRequest request) {
        requireKey(request.getKey());
        if (request.getSortOrder() == SortOrder.UNRECOGNIZED
                || request.getSortTarget() == SortTarget.UNRECOGNIZED) {
            throw new KvException(ErrorCode.INVALID_SORT_OPTION);
        }
    }

    /// A range that is to be answered in pieces.
    ///
    /// @throws KvException what [#check(RangeRequest)] refuses, an order or a filter
    public static void checkStream(RangeRequest request) {
        check(request);
        boolean keyOrder = request.getSortOrder() == SortOrder.NONE
                || request.getSortOrder() == SortOrder.ASCEND
                && request.getSortTarget() == SortTarget.KEY;
        if (!keyOrder) {
            throw new KvException(StatusCode.UNIMPLEMENTED,
                    "RangeStream does not support custom sort orders");
        }
        if (request.getMinModRevision() != 0 || request.getMaxModRevision() != 0
                || request.getMinCreateRevision() != 0 || request.getMaxCreateRevision() != 0) {
            throw new KvException(StatusCode.UNIMPLEMENTED,
                    "RangeStream does not support revision filters");
        }
    }

    /// @throws KvException no key, or a value or lease beside the wish to keep the old one
    public static void check(PutRequest request) {
        requireKey(request.getKey());
        if (request.getIgnoreValue() && !request.getValue().isEmpty()) {
            throw new KvException(ErrorCode.VALUE_PROVIDED);
        }
        if (request.getIgnoreLease() && request.getLease() != 0) {
            throw new KvException(ErrorCode.LEASE_PROVIDED);
        }
    }

    /// @throws KvException no key
    public static void check(DeleteRangeRequest request) {
        requireKey(request.getKey());
    }

    /// @param maxOps most compares or operations of a branch; a nested transaction gets what its
    ///        parent has not used
    /// @throws KvException too many operations, an operation that is refused by itself, or a key
    ///         changed twice
    public static void check(TxnRequest request, int maxOps) {
        checkOps(request, maxOps);
        DuplicateKeys.refuse(request.getSuccessList());
        DuplicateKeys.refuse(request.getFailureList());
    }

    private static void checkOps(TxnRequest request, int maxOps) {
        int width = Math.max(request.getCompareCount(),
                Math.max(request.getSuccessCount(), request.getFailureCount()));
        if (width > maxOps) {
            throw new KvException(ErrorCode.TOO_MANY_OPS);
        }
        for (Compare compare : request.getCompareList()) {
            requireKey(compare.getKey());
        }
        checkOps(request.getSuccessList(), maxOps - width);
        checkOps(request.getFailureList(), maxOps - width);
    }

    private static void checkOps(List<RequestOp> ops, int maxOpsBelow) {
        for (RequestOp op : ops) {
            switch (op.getRequestCase()) {
                case REQUEST_RANGE -> check(op.getRequestRange());
                case REQUEST_PUT -> check(op.getRequestPut());
                case REQUEST_DELETE_RANGE -> check(op.getRequestDeleteRange());
                case REQUEST_TXN -> checkOps(op.getRequestTxn(), maxOpsBelow);
                case REQUEST_NOT_SET -> throw new KvException(ErrorCode.KEY_NOT_FOUND);
            }
        }
    }

    private static void requireKey(ByteString key) {
        if (key.isEmpty()) {
            throw new KvException(ErrorCode.EMPTY_KEY);
        }
    }

    /// Whether a transaction holds ranges alone, so that it need not go through the log. One that
    /// nests another does not count, even if that only reads.
    public static boolean readOnly(TxnRequest request) {
        return request.getSuccessList().stream().allMatch(RequestOp::hasRequestRange)
                && request.getFailureList().stream().allMatch(RequestOp::hasRequestRange);
    }

    /// Whether a [#readOnly] transaction may be answered without a quorum: every range says so,
    /// which one without ranges does too.
    public static boolean serializable(TxnRequest request) {
        return request.getSuccessList().stream().allMatch(RequestChecks::serializable)
                && request.getFailureList().stream().allMatch(RequestChecks::serializable);
    }

    private static boolean serializable(RequestOp op) {
        return op.hasRequestRange() && op.getRequestRange().getSerializable();
    }
}
