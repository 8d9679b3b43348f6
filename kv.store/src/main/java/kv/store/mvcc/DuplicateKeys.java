package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.store.range.Interval;

/// etcd's rule that a transaction does not change a key twice in one branch, with its two holes:
/// a deletion from a key on without end is not seen to cover later keys, and a put in a nested
/// transaction is not held against a deletion in a later one. Clients rely on both.
///
/// The two branches of a nested transaction exclude each other, so they may put the same key.
final class DuplicateKeys {

    private final Set<ByteString> puts = new HashSet<>();
    private final List<Interval> deletions = new ArrayList<>();

    private DuplicateKeys() {
    }

    /// @throws KvException when a key is put twice, or put and deleted
    static void refuse(List<RequestOp> branch) {
        of(branch);
    }

    /// Order matters: this level's deletions, then the nested transactions one by one, then this
    /// level's puts.
    private static DuplicateKeys of(List<RequestOp> branch) {
        DuplicateKeys keys = new DuplicateKeys();
        for (RequestOp op : branch) {
            if (op.hasRequestDeleteRange()) {
                keys.deletions.add(interval(op.getRequestDeleteRange()));
            }
        }
        for (RequestOp op : branch) {
            if (op.hasRequestTxn()) {
                keys.addNested(of(op.getRequestTxn().getSuccessList()),
                        of(op.getRequestTxn().getFailureList()));
            }
        }
        for (RequestOp op : branch) {
            if (op.hasRequestPut()) {
                keys.add(op.getRequestPut().getKey(), Set.of());
            }
        }
        return keys;
    }

    private void addNested(DuplicateKeys success, DuplicateKeys failure) {
        success.puts.forEach(key -> add(key, Set.of()));
        failure.puts.forEach(key -> add(key, success.puts));
        deletions.addAll(success.deletions);
        deletions.addAll(failure.deletions);
    }

    private void add(ByteString key, Set<ByteString> harmless) {
        boolean twice = !puts.add(key) && !harmless.contains(key);
        if (twice || deleted(key.toByteArray())) {
            throw new KvException(ErrorCode.DUPLICATE_KEY);
        }
    }

    private boolean deleted(byte[] key) {
        for (Interval deletion : deletions) {
            if (deletion.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /// Without etcd's reading of a zero byte as no end: that is the first hole.
    private static Interval interval(DeleteRangeRequest request) {
        byte[] from = request.getKey().toByteArray();
        return request.getRangeEnd().isEmpty() ? new Interval(from, null, true)
                : new Interval(from, request.getRangeEnd().toByteArray(), false);
    }
}
