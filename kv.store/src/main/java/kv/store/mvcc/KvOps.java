package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.store.index.KeyEntry;
import kv.store.lease.Attachment;
import kv.store.lease.Lessor;
import kv.store.range.Hit;
import kv.store.range.Interval;
import kv.store.range.KeyReads;
import kv.store.range.RangeResult;

/// Put and DeleteRange as requests state them. Confined to kvd-apply. Every check comes before
/// the first change, so a refused request has changed nothing.
final class KvOps {

    private final Changes changes;
    private final Lessor lessor;

    KvOps(Changes changes, Lessor lessor) {
        this.changes = changes;
        this.lessor = lessor;
    }

    /// @param headers makes the answer's header
    PutResponse put(PutRequest request, Headers headers) {
        if (request.getLease() != 0) {
            lessor.require(request.getLease());
        }
        byte[] key = request.getKey().toByteArray();
        KeyEntry found = changes.find(key);
        if (!request.getIgnoreValue() && !request.getIgnoreLease() && !request.getPrevKv()) {
            changes.put(key, found, request.getValue(), request.getLease());
            return PutResponse.newBuilder().setHeader(headers.at(changes.revision())).build();
        }
        return putOver(request, key, found, headers);
    }

    private PutResponse putOver(
            PutRequest request, byte[] key, KeyEntry found, Headers headers) {
        KeyReads reads = changes.reads();
        Hit previous = found == null ? null : Hit.at(found, reads.revision());
        if (previous == null && (request.getIgnoreValue() || request.getIgnoreLease())) {
            throw new KvException(ErrorCode.KEY_NOT_FOUND);
        }
        PutResponse.Builder response = PutResponse.newBuilder();
        if (previous != null && request.getPrevKv()) {
            response.setPrevKv(RangeResult.message(reads.row(previous)));
        }
        ByteString value =
                request.getIgnoreValue() ? reads.read(previous).value() : request.getValue();
        long lease = request.getIgnoreLease() ? leaseOf(found) : request.getLease();
        changes.put(key, found, value, lease);
        return response.setHeader(headers.at(changes.revision())).build();
    }

    private static long leaseOf(KeyEntry entry) {
        Attachment tie = entry.attachment();
        return tie == null ? 0 : tie.lease().id();
    }

    DeleteRangeResponse deleteRange(DeleteRangeRequest request, Headers headers) {
        List<Hit> hits = changes.hits(Interval.of(request.getKey(), request.getRangeEnd()));
        DeleteRangeResponse.Builder response =
                DeleteRangeResponse.newBuilder().setDeleted(hits.size());
        if (request.getPrevKv()) {
            response.addAllPrevKvs(
                    RangeResult.messages(changes.reads().fetch(hits, false)));
        }
        changes.delete(hits);
        return response.setHeader(headers.at(changes.revision())).build();
    }
}
