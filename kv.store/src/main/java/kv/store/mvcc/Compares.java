package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.Compare.CompareTarget;
import kv.store.range.Hit;
import kv.store.range.Interval;
import kv.store.range.KeyReads;
import kv.store.range.ReadHit;

/// Compares of a transaction.
///
/// - Over a range, every key in it must satisfy the compare.
/// - Where there is no key, numbers compare with 0, and a compare of the value is false whatever
///   it says.
/// - A compare that carries the wrong member of its union compares with 0 or with nothing.
/// - An unknown result is true; an unknown target counts as equal.
final class Compares {

    private Compares() {
    }

    static boolean holds(Compare compare, KeyReads reads) {
        List<Hit> hits = reads.collect(Interval.of(compare.getKey(), compare.getRangeEnd()),
                reads.revision(), Long.MAX_VALUE);
        if (hits.isEmpty()) {
            return compare.getTarget() != CompareTarget.VALUE
                    && satisfied(compare, absent(compare));
        }
        for (Hit hit : hits) {
            if (!satisfied(compare, order(compare, hit, reads))) {
                return false;
            }
        }
        return true;
    }

    private static int absent(Compare compare) {
        return switch (compare.getTarget()) {
            case VERSION -> Long.compare(0, compare.getVersion());
            case CREATE -> Long.compare(0, compare.getCreateRevision());
            case MOD -> Long.compare(0, compare.getModRevision());
            case LEASE -> Long.compare(0, compare.getLease());
            case VALUE, UNRECOGNIZED -> 0;
        };
    }

    private static int order(Compare compare, Hit hit, KeyReads reads) {
        return switch (compare.getTarget()) {
            case VERSION -> Long.compare(hit.version(), compare.getVersion());
            case CREATE -> Long.compare(hit.create(), compare.getCreateRevision());
            case MOD -> Long.compare(hit.main(), compare.getModRevision());
            case LEASE -> Long.compare(
                    reads.read(hit).fields().stamp().lease(), compare.getLease());
            case VALUE -> compareBytes(reads.read(hit), compare.getValue());
            case UNRECOGNIZED -> 0;
        };
    }

    private static int compareBytes(ReadHit hit, ByteString given) {
        return ByteString.unsignedLexicographicalComparator().compare(hit.value(), given);
    }

    private static boolean satisfied(Compare compare, int order) {
        return switch (compare.getResult()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
            case UNRECOGNIZED -> true;
        };
    }
}
