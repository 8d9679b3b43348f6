package kv.store.range;

import java.util.ArrayList;
import java.util.List;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.spi.storage.Slice;
import kv.store.index.IndexCursor;
import kv.store.index.IndexRoot;
import kv.store.index.KeyEntry;
import kv.store.index.Versions;
import kv.store.rows.RowSource;

/// Reads of one state: what a published view and a transaction under way have in common. Any
/// thread.
///
/// The state does not change, but history below the floor of `pins` leaves it; a caller pins the
/// revision it reads, or looks at the floor afterwards.
///
/// @param index the tree of that state
/// @param revision its revision
/// @param compactRevision below which nothing may be read, -1 when never compacted
/// @param rows where values are
/// @param pins what may still be taken away
public record KeyReads(
        IndexRoot index, long revision, long compactRevision, RowSource rows, Pins pins) {

    /// Most keys and bytes of an answer that an event loop gives itself.
    private static final int LOOP_KEYS = 64;
    private static final int LOOP_BYTES = 64 << 10;
    /// Most entries that it looks at for them: dead keys stand between living ones.
    private static final int LOOP_STEPS = 1024;

    /// The revision that a request means; zero and below are the newest.
    ///
    /// @throws KvException above the newest, or compacted
    public long resolve(long requested) {
        if (requested > revision) {
            throw new KvException(ErrorCode.FUTURE_REVISION);
        }
        if (requested <= 0) {
            return revision;
        }
        if (requested < compactRevision) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        return requested;
    }

    /// The key at the newest revision, or null.
    public Hit find(byte[] key) {
        return find(key, revision);
    }

    /// The key at a revision, or null.
    public Hit find(byte[] key, long at) {
        KeyEntry entry = index.entry(key);
        return entry == null ? null : Hit.at(entry, at);
    }

    /// The keys of a range at a revision, in key order, at most `max`.
    public List<Hit> collect(Interval range, long at, long max) {
        if (range.single()) {
            Hit hit = find(range.from(), at);
            return hit == null ? List.of() : List.of(hit);
        }
        List<Hit> hits = new ArrayList<>();
        if (range.empty()) {
            return hits;
        }
        IndexCursor cursor = index.cursor(range.from(), range.to());
        while (hits.size() < max) {
            KeyEntry entry = cursor.next();
            if (entry == null) {
                break;
            }
            Hit hit = Hit.at(entry, at);
            if (hit != null) {
                hits.add(hit);
            }
        }
        return hits;
    }

    /// How many keys a range has at a revision; quick at the newest.
    public long count(Interval range, long at) {
        if (range.single()) {
            return find(range.from(), at) == null ? 0 : 1;
        }
        if (range.empty()) {
            return 0;
        }
        if (at == revision) {
            return index.count(range.from(), range.to(), revision);
        }
        long count = 0;
        IndexCursor cursor = index.cursor(range.from(), range.to());
        for (KeyEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            count += Versions.liveAt(entry.versions(), at) >= 0 ? 1 : 0;
        }
        return count;
    }

    /// The encoded KeyValue of a hit. May read from disk.
    ///
    /// @throws KvException when the row was compacted since the hit was found
    public Slice row(Hit hit) {
        Slice row = rows.find(hit.main(), hit.sub());
        if (row != null) {
            return row;
        }
        if (pins.floor() > compactRevision) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        throw BrokenInvariant.missingRow(hit.main(), hit.sub());
    }

    /// Answers a range with all its options. May read from disk.
    public RangeResult range(RangeRequest request) {
        return range(request, resolve(request.getRevision()));
    }

    /// Answers a range at a revision that was resolved before.
    public RangeResult range(RangeRequest request, long at) {
        Interval range = Interval.of(request.getKey(), request.getRangeEnd());
        if (request.getCountOnly()) {
            return new RangeResult(List.of(), count(range, at), false, revision);
        }
        long limit = request.getLimit();
        boolean early = limit > 0 && RangeOrder.keyOrder(request) && !RangeFilter.asked(request);
        List<Hit> hits = collect(range, at, early ? oneMore(limit) : Long.MAX_VALUE);
        long count = early && hits.size() > limit ? count(range, at) : hits.size();
        if (RangeFilter.asked(request)) {
            hits = RangeFilter.of(request).apply(hits);
        }
        boolean more = limit > 0 && hits.size() > limit;
        int size = more ? (int) limit : hits.size();
        List<Slice> kvs = RangeOrder.byValue(request)
                ? RangeOrder.sortedByValue(this, hits, request).subList(0, size)
                : fetch(RangeOrder.sorted(hits, request).subList(0, size),
                        request.getKeysOnly());
        return new RangeResult(kvs, count, more, revision);
    }

    /// One key more than the limit shows whether the limit leaves any out.
    private static long oneMore(long limit) {
        return limit == Long.MAX_VALUE ? limit : limit + 1;
    }

    /// Answers a small range in key order from memory alone.
    ///
    /// @return null when it is not small, or something would have to be waited for
    public RangeResult rangeWithoutWaiting(RangeRequest request, long at) {
        if (RangeFilter.asked(request) || !RangeOrder.inKeyOrder(request)) {
            return null;
        }
        Interval range = Interval.of(request.getKey(), request.getRangeEnd());
        if (range.single() && !request.getCountOnly()) {
            return oneWithoutWaiting(range.from(), at, request.getKeysOnly());
        }
        if (!range.single() && at != revision) {
            return null;
        }
        long count = count(range, at);
        if (request.getCountOnly()) {
            return new RangeResult(List.of(), count, false, revision);
        }
        long size = request.getLimit() > 0 ? Math.min(count, request.getLimit()) : count;
        if (size > LOOP_KEYS) {
            return null;
        }
        List<Hit> hits = collectFew(range, at, (int) size);
        if (hits == null) {
            return null;
        }
        List<Slice> kvs = request.getKeysOnly() ? fetch(hits, true) : fetchWithoutWaiting(hits);
        return kvs == null ? null : new RangeResult(kvs, count, count > size, revision);
    }

    /// The first keys of a range, null when they are not found in few steps.
    private List<Hit> collectFew(Interval range, long at, int size) {
        List<Hit> hits = new ArrayList<>(size);
        if (size == 0) {
            return hits;
        }
        IndexCursor cursor = index.cursor(range.from(), range.to());
        for (int step = 0; step < LOOP_STEPS; step++) {
            KeyEntry entry = cursor.next();
            Hit hit = entry == null ? null : Hit.at(entry, at);
            if (hit != null) {
                hits.add(hit);
            }
            if (entry == null || hits.size() == size) {
                return hits;
            }
        }
        return null;
    }

    private RangeResult oneWithoutWaiting(byte[] key, long at, boolean keysOnly) {
        Hit hit = find(key, at);
        if (hit == null) {
            return new RangeResult(List.of(), 0, false, revision);
        }
        Slice kv = keysOnly ? Slice.of(hit.encodeWithoutValue(0))
                : rows.findWithoutWaiting(hit.main(), hit.sub());
        return kv == null || kv.length() > LOOP_BYTES ? null
                : new RangeResult(List.of(kv), 1, false, revision);
    }

    private List<Slice> fetchWithoutWaiting(List<Hit> hits) {
        List<Slice> kvs = new ArrayList<>(hits.size());
        int bytes = 0;
        for (Hit hit : hits) {
            Slice kv = rows.findWithoutWaiting(hit.main(), hit.sub());
            bytes += kv == null ? 0 : kv.length();
            if (kv == null || bytes > LOOP_BYTES) {
                return null;
            }
            kvs.add(kv);
        }
        return kvs;
    }

    /// The encoded KeyValues of hits; without values they come from the index alone, and then the
    /// lease is 0 (as etcd 3.7 answers). May read from disk.
    public List<Slice> fetch(List<Hit> hits, boolean keysOnly) {
        List<Slice> kvs = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            kvs.add(keysOnly ? Slice.of(hit.encodeWithoutValue(0)) : row(hit));
        }
        return kvs;
    }

    /// A hit with its value and lease. May read from disk.
    public ReadHit read(Hit hit) {
        return ReadHit.of(hit, row(hit));
    }
}
