package kv.store.mvcc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.store.engine.KvHash;
import kv.store.lease.Lease;
import kv.store.range.RangeChunks;
import kv.store.range.RangeResult;

/// Answers recorded calls from a store, as the services will: check, then read a view or apply an
/// entry.
final class GoldenCalls {

    private static final int MAX_OPS = 128;
    private static final int MAX_REQUEST_BYTES = 1_572_864;

    private final LiveStore live;

    GoldenCalls(LiveStore live) {
        this.live = live;
    }

    /// An empty message of the call's answer.
    static Message.Builder answerOf(String rpc) {
        return switch (method(rpc)) {
            case "Range", "RangeStream" -> RangeResponse.newBuilder();
            case "Put" -> PutResponse.newBuilder();
            case "DeleteRange" -> DeleteRangeResponse.newBuilder();
            case "Txn" -> TxnResponse.newBuilder();
            case "Compact" -> CompactionResponse.newBuilder();
            case "LeaseGrant" -> LeaseGrantResponse.newBuilder();
            case "LeaseRevoke" -> LeaseRevokeResponse.newBuilder();
            case "LeaseTimeToLive" -> LeaseTimeToLiveResponse.newBuilder();
            case "HashKV" -> HashKVResponse.newBuilder();
            default -> throw new IllegalArgumentException(rpc);
        };
    }

    private static String method(String rpc) {
        return rpc.substring(rpc.indexOf('/') + 1);
    }

    /// @throws KvException the refusal
    Message call(String rpc, String request) {
        return switch (method(rpc)) {
            case "Range" -> range(parse(RangeRequest.newBuilder(), request).build());
            case "RangeStream" -> stream(parse(RangeRequest.newBuilder(), request).build());
            case "Put" -> put(parse(PutRequest.newBuilder(), request).build());
            case "DeleteRange" -> delete(parse(DeleteRangeRequest.newBuilder(), request).build());
            case "Txn" -> txn(parse(TxnRequest.newBuilder(), request).build());
            case "Compact" -> compact(parse(CompactionRequest.newBuilder(), request).build());
            case "LeaseGrant" -> grant(parse(LeaseGrantRequest.newBuilder(), request).build());
            case "LeaseRevoke" -> {
                long id = parse(LeaseRevokeRequest.newBuilder(), request).getID();
                yield live.apply(txn -> txn.leaseRevoke(id));
            }
            case "LeaseTimeToLive" ->
                    timeToLive(parse(LeaseTimeToLiveRequest.newBuilder(), request).build());
            case "HashKV" -> hash(parse(HashKVRequest.newBuilder(), request).getRevision());
            default -> throw new IllegalArgumentException(rpc);
        };
    }

    static <B extends Message.Builder> B parse(B builder, String json) {
        try {
            JsonFormat.parser().merge(json, builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private RangeResponse range(RangeRequest request) {
        RequestChecks.check(request);
        RangeResult result = live.view().range(request);
        Optional<RangeResult> inline = live.view().rangeInline(request);
        RangeResponse answer =
                result.encode(Headers.REVISION_ONLY.at(result.revision())).decode();
        inline.ifPresent(quick -> GoldenScenarioTest.assertEqualMessages(answer,
                quick.encode(Headers.REVISION_ONLY.at(quick.revision())).decode(), "inline"));
        return answer;
    }

    private RangeResponse stream(RangeRequest request) {
        RequestChecks.checkStream(request);
        RangeChunks chunks = live.view().rangeStream(request, MAX_REQUEST_BYTES);
        RangeResponse.Builder joined = RangeResponse.newBuilder();
        while (!chunks.done()) {
            RangeResult chunk = chunks.next();
            joined.mergeFrom(chunk.encodeChunk(chunks.done()
                    ? Headers.REVISION_ONLY.at(chunk.revision()) : null)
                    .decode().getRangeResponse());
        }
        return joined.build();
    }

    private PutResponse put(PutRequest request) {
        RequestChecks.check(request);
        return live.apply(txn -> txn.put(request));
    }

    private DeleteRangeResponse delete(DeleteRangeRequest request) {
        RequestChecks.check(request);
        return live.apply(txn -> txn.deleteRange(request));
    }

    private TxnResponse txn(TxnRequest request) {
        RequestChecks.check(request, MAX_OPS);
        return RequestChecks.readOnly(request)
                ? live.view().txn(request, Headers.REVISION_ONLY)
                : live.apply(txn -> txn.txn(request));
    }

    private CompactionResponse compact(CompactionRequest request) {
        WriteTxn.Compaction compaction =
                live.apply(txn -> txn.compact(request.getRevision()));
        live.settle();
        return compaction.response();
    }

    private LeaseGrantResponse grant(LeaseGrantRequest request) {
        return live.apply(txn -> txn.leaseGrant(request.getID(), request.getTTL()));
    }

    private LeaseTimeToLiveResponse timeToLive(LeaseTimeToLiveRequest request) {
        LeaseTimeToLiveResponse.Builder answer = LeaseTimeToLiveResponse.newBuilder()
                .setHeader(Headers.REVISION_ONLY.at(live.view().revision()))
                .setID(request.getID());
        Optional<Lease> lease = live.view().lessor().find(request.getID());
        if (lease.isEmpty()) {
            return answer.setTTL(-1).build();
        }
        answer.setTTL(lease.get().remainingTtlSeconds())
                .setGrantedTTL(lease.get().grantedTtlSeconds());
        List<ByteString> keys = new ArrayList<>();
        lease.get().keys().forEach(key -> keys.add(ByteString.copyFrom(key)));
        return request.getKeys() ? answer.addAllKeys(keys).build() : answer.build();
    }

    private HashKVResponse hash(long revision) {
        live.settle();
        try (StateSnapshot snapshot = live.snapshot()) {
            KvHash hash = snapshot.hashKv(revision);
            return HashKVResponse.newBuilder()
                    .setHeader(Headers.REVISION_ONLY.at(snapshot.view().revision()))
                    .setHash(hash.hash()).setHashRevision(hash.revision())
                    .setCompactRevision(hash.compactRevision()).build();
        }
    }

    static ErrorCode code(KvException refusal) {
        return refusal.code().orElse(null);
    }
}
