package kv.store.range;

import java.util.ArrayList;
import java.util.List;
import kv.api.pb.etcdserverpb.RangeRequest;

/// The four revision filters of a range; bounds are inclusive, 0 is no bound.
record RangeFilter(long minMod, long maxMod, long minCreate, long maxCreate) {

    static boolean asked(RangeRequest request) {
        return request.getMinModRevision() != 0 || request.getMaxModRevision() != 0
                || request.getMinCreateRevision() != 0 || request.getMaxCreateRevision() != 0;
    }

    static RangeFilter of(RangeRequest request) {
        return new RangeFilter(request.getMinModRevision(), request.getMaxModRevision(),
                request.getMinCreateRevision(), request.getMaxCreateRevision());
    }

    List<Hit> apply(List<Hit> hits) {
        List<Hit> kept = new ArrayList<>();
        for (Hit hit : hits) {
            if (within(hit.main(), minMod, maxMod)
                    && within(hit.create(), minCreate, maxCreate)) {
                kept.add(hit);
            }
        }
        return kept;
    }

    private static boolean within(long revision, long min, long max) {
        return (min == 0 || revision >= min) && (max == 0 || revision <= max);
    }
}
