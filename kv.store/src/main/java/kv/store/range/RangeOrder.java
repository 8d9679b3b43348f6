package kv.store.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeRequest.SortOrder;
import kv.api.pb.etcdserverpb.RangeRequest.SortTarget;
import kv.api.spi.storage.Slice;

/// The order of an answer. A target other than the key with no order sorts ascending. Ties stay
/// in key order in both directions.
final class RangeOrder {

    private RangeOrder() {
    }

    /// Whether the limit may be applied while keys are collected. With order NONE the target does
    /// not matter here, only later: etcd takes the first keys and sorts these.
    static boolean keyOrder(RangeRequest request) {
        return request.getSortOrder() == SortOrder.NONE
                || request.getSortOrder() == SortOrder.ASCEND
                && request.getSortTarget() == SortTarget.KEY;
    }

    /// Whether the answer is in the order in which keys are found.
    static boolean inKeyOrder(RangeRequest request) {
        return request.getSortTarget() == SortTarget.KEY
                && request.getSortOrder() != SortOrder.DESCEND;
    }

    static boolean byValue(RangeRequest request) {
        return request.getSortTarget() == SortTarget.VALUE;
    }

    static List<Hit> sorted(List<Hit> hits, RangeRequest request) {
        if (inKeyOrder(request)) {
            return hits;
        }
        Comparator<Hit> order = switch (request.getSortTarget()) {
            case VERSION -> Comparator.comparingLong(Hit::version);
            case CREATE -> Comparator.comparingLong(Hit::create);
            case MOD -> Comparator.comparingLong(Hit::main);
            case KEY, VALUE, UNRECOGNIZED -> (a, b) -> Arrays.compareUnsigned(a.key(), b.key());
        };
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(directed(order, request));
        return sorted;
    }

    static List<Slice> sortedByValue(KeyReads reads, List<Hit> hits, RangeRequest request) {
        List<ReadHit> rows = new ArrayList<>(hits.size());
        hits.forEach(hit -> rows.add(reads.read(hit)));
        rows.sort(directed(ReadHit::compareValues, request));
        List<Slice> kvs = new ArrayList<>(rows.size());
        rows.forEach(row -> kvs.add(
                request.getKeysOnly() ? row.encodedWithoutValue() : row.row()));
        return kvs;
    }

    private static <T> Comparator<T> directed(Comparator<T> order, RangeRequest request) {
        return request.getSortOrder() == SortOrder.DESCEND ? order.reversed() : order;
    }
}
