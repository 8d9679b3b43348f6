package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeRequest.SortOrder;
import kv.api.pb.etcdserverpb.RangeRequest.SortTarget;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.mvccpb.KeyValue;

/// What the store is compared with: every revision as a whole map, nothing shared, nothing clever.
final class NaiveStore {

    private static final Comparator<ByteString> BYTES =
            ByteString.unsignedLexicographicalComparator();

    private final NavigableMap<Long, NavigableMap<ByteString, KeyValue>> history =
            new TreeMap<>();
    private final TreeSet<Long> leases = new TreeSet<>();
    private long compactRevision = -1;

    NaiveStore() {
        history.put(1L, new TreeMap<>(BYTES));
    }

    long revision() {
        return history.lastKey();
    }

    long compactRevision() {
        return compactRevision;
    }

    private NavigableMap<ByteString, KeyValue> now() {
        return history.lastEntry().getValue();
    }

    private NavigableMap<ByteString, KeyValue> next() {
        NavigableMap<ByteString, KeyValue> next = new TreeMap<>(BYTES);
        next.putAll(now());
        history.put(revision() + 1, next);
        return next;
    }

    PutResponse put(PutRequest request) {
        if (request.getLease() != 0 && !leases.contains(request.getLease())) {
            throw new KvException(ErrorCode.LEASE_NOT_FOUND);
        }
        KeyValue old = now().get(request.getKey());
        if (old == null && (request.getIgnoreValue() || request.getIgnoreLease())) {
            throw new KvException(ErrorCode.KEY_NOT_FOUND);
        }
        long main = revision() + 1;
        KeyValue.Builder kv = KeyValue.newBuilder().setKey(request.getKey())
                .setCreateRevision(old == null ? main : old.getCreateRevision())
                .setModRevision(main).setVersion(old == null ? 1 : old.getVersion() + 1)
                .setValue(request.getIgnoreValue() ? old.getValue() : request.getValue())
                .setLease(request.getIgnoreLease() ? old.getLease() : request.getLease());
        next().put(request.getKey(), kv.build());
        PutResponse.Builder response =
                PutResponse.newBuilder().setHeader(Headers.REVISION_ONLY.at(main));
        return old != null && request.getPrevKv()
                ? response.setPrevKv(old).build() : response.build();
    }

    DeleteRangeResponse delete(DeleteRangeRequest request) {
        List<KeyValue> gone = within(now(), request.getKey(), request.getRangeEnd());
        if (!gone.isEmpty()) {
            NavigableMap<ByteString, KeyValue> next = next();
            gone.forEach(kv -> next.remove(kv.getKey()));
        }
        DeleteRangeResponse.Builder response = DeleteRangeResponse.newBuilder()
                .setHeader(Headers.REVISION_ONLY.at(revision())).setDeleted(gone.size());
        return request.getPrevKv() ? response.addAllPrevKvs(gone).build() : response.build();
    }

    void grant(long id) {
        if (!leases.add(id)) {
            throw new KvException(ErrorCode.LEASE_EXISTS);
        }
    }

    long revoke(long id) {
        if (!leases.remove(id)) {
            throw new KvException(ErrorCode.LEASE_NOT_FOUND);
        }
        if (now().values().stream().anyMatch(kv -> kv.getLease() == id)) {
            next().values().removeIf(kv -> kv.getLease() == id);
        }
        return revision();
    }

    List<ByteString> keysOf(long lease) {
        return now().values().stream().filter(kv -> kv.getLease() == lease)
                .map(KeyValue::getKey).toList();
    }

    TreeSet<Long> leases() {
        return leases;
    }

    void compact(long revision) {
        if (revision <= compactRevision) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        if (revision > revision()) {
            throw new KvException(ErrorCode.FUTURE_REVISION);
        }
        compactRevision = revision;
    }

    RangeResponse range(RangeRequest request) {
        long at = request.getRevision() <= 0 ? revision() : request.getRevision();
        if (at > revision()) {
            throw new KvException(ErrorCode.FUTURE_REVISION);
        }
        if (request.getRevision() > 0 && at < compactRevision) {
            throw new KvException(ErrorCode.COMPACTED);
        }
        List<KeyValue> all =
                within(history.get(at), request.getKey(), request.getRangeEnd());
        RangeResponse.Builder response = RangeResponse.newBuilder()
                .setHeader(Headers.REVISION_ONLY.at(revision())).setCount(all.size());
        if (request.getCountOnly()) {
            return response.build();
        }
        List<KeyValue> kept = sorted(filtered(early(all, request), request), request);
        if (request.getLimit() > 0 && kept.size() > request.getLimit()) {
            response.setMore(true);
            kept = kept.subList(0, (int) request.getLimit());
        }
        kept.forEach(kv -> response.addKvs(request.getKeysOnly() ? keyOnly(kv, request) : kv));
        return response.build();
    }

    private static KeyValue keyOnly(KeyValue kv, RangeRequest request) {
        KeyValue.Builder key = kv.toBuilder().clearValue();
        return request.getSortTarget() == SortTarget.VALUE ? key.build()
                : key.clearLease().build();
    }

    private static List<KeyValue> early(List<KeyValue> all, RangeRequest request) {
        boolean plain = request.getMinModRevision() == 0 && request.getMaxModRevision() == 0
                && request.getMinCreateRevision() == 0 && request.getMaxCreateRevision() == 0;
        boolean cut = plain && request.getLimit() > 0
                && request.getSortOrder() == SortOrder.NONE
                && all.size() > request.getLimit();
        return cut ? all.subList(0, (int) request.getLimit() + 1) : all;
    }

    private static List<KeyValue> filtered(List<KeyValue> all, RangeRequest request) {
        return all.stream()
                .filter(kv -> request.getMinModRevision() == 0
                        || kv.getModRevision() >= request.getMinModRevision())
                .filter(kv -> request.getMaxModRevision() == 0
                        || kv.getModRevision() <= request.getMaxModRevision())
                .filter(kv -> request.getMinCreateRevision() == 0
                        || kv.getCreateRevision() >= request.getMinCreateRevision())
                .filter(kv -> request.getMaxCreateRevision() == 0
                        || kv.getCreateRevision() <= request.getMaxCreateRevision())
                .toList();
    }

    private static List<KeyValue> sorted(List<KeyValue> kvs, RangeRequest request) {
        Comparator<KeyValue> order = switch (request.getSortTarget()) {
            case VERSION -> Comparator.comparingLong(KeyValue::getVersion);
            case CREATE -> Comparator.comparingLong(KeyValue::getCreateRevision);
            case MOD -> Comparator.comparingLong(KeyValue::getModRevision);
            case VALUE -> Comparator.comparing(KeyValue::getValue, BYTES);
            case KEY, UNRECOGNIZED -> Comparator.comparing(KeyValue::getKey, BYTES);
        };
        List<KeyValue> sorted = new ArrayList<>(kvs);
        sorted.sort(request.getSortOrder() == SortOrder.DESCEND ? order.reversed() : order);
        return sorted;
    }

    private static List<KeyValue> within(
            NavigableMap<ByteString, KeyValue> state, ByteString key, ByteString end) {
        if (end.isEmpty()) {
            KeyValue kv = state.get(key);
            return kv == null ? List.of() : List.of(kv);
        }
        List<KeyValue> kvs = new ArrayList<>();
        boolean endless = end.size() == 1 && end.byteAt(0) == 0;
        state.tailMap(key, true).forEach((found, kv) -> {
            if (endless || BYTES.compare(found, end) < 0) {
                kvs.add(kv);
            }
        });
        return kvs;
    }
}
