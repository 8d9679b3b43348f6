package kv.store.range;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.spi.storage.Slice;

/// A range in key order, piece by piece. One thread at a time; nothing is pinned between pieces,
/// so a slow receiver holds up no compaction, and a compaction that passes the revision ends the
/// stream with `compacted`.
///
/// Joined, the pieces are the answer of a plain range. Only the last has `more` and `count`. The
/// first has at most ten keys; then the number doubles while pieces are below half of the request
/// limit and halves when one was above twice the limit. A request with a negative limit is answered
/// in one piece, as etcd does.
public final class RangeChunks {

    private static final int FIRST_KEYS = 10;
    private static final long ALL_KEYS = Long.MAX_VALUE - 1;

    private final Supplier<KeyReads> newest;
    private KeyReads reads;
    private final RangeRequest request;
    private final Interval range;
    private final long at;
    private final int maxBytes;
    private byte[] next;
    private long delivered;
    private long keys;
    private boolean done;

    /// @param reads the state that the stream shows
    /// @param newest the state as it is when a piece is produced; only its compact revision counts
    /// @param maxBytes what the size of pieces is measured against
    /// @throws KvException when the request's revision is compacted or above the newest
    public RangeChunks(
            KeyReads reads, Supplier<KeyReads> newest, RangeRequest request, int maxBytes) {
        this.newest = newest;
        this.reads = reads;
        this.request = request;
        this.maxBytes = maxBytes;
        range = Interval.of(request.getKey(), request.getRangeEnd());
        at = reads.resolve(request.getRevision());
        next = range.from();
        keys = request.getLimit() < 0 ? ALL_KEYS : FIRST_KEYS;
    }

    /// Whether the last piece was produced.
    public boolean done() {
        return done;
    }

    /// The next piece. May read from disk.
    ///
    /// @throws KvException when the revision has been compacted
    public RangeResult next() {
        if (reads.pins().retired()) {
            reads = newest.get();
        }
        if (newest.get().compactRevision() > at || !reads.pins().pin(at)) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        try {
            return piece();
        } finally {
            reads.pins().unpin(at);
        }
    }

    private RangeResult piece() {
        if (request.getCountOnly()) {
            done = true;
            return new RangeResult(List.of(), reads.count(range, at), false, reads.revision());
        }
        long left = request.getLimit() > 0 ? request.getLimit() - delivered : Long.MAX_VALUE;
        long wanted = Math.min(keys, left);
        Interval rest = new Interval(next, range.to(), range.single());
        List<Hit> hits = reads.collect(rest, at, wanted + 1);
        boolean beyond = hits.size() > wanted;
        List<Hit> taken = beyond ? hits.subList(0, (int) wanted) : hits;
        delivered += taken.size();
        done = !beyond || wanted == left;
        List<Slice> kvs = reads.fetch(taken, request.getKeysOnly());
        if (done) {
            long count = beyond ? reads.count(range, at) : delivered;
            return new RangeResult(kvs, count, beyond, reads.revision());
        }
        next = after(taken.getLast().key());
        adapt(kvs);
        return new RangeResult(kvs, 0, false, reads.revision());
    }

    private void adapt(List<Slice> kvs) {
        long bytes = 0;
        for (Slice kv : kvs) {
            bytes += kv.length();
        }
        if (bytes < maxBytes / 2) {
            keys *= 2;
        } else if (bytes > 2L * maxBytes) {
            keys = Math.max(1, keys / 2);
        }
    }

    /// The lowest key above `key`.
    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
