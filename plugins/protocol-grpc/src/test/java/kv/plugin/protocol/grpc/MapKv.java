package kv.plugin.protocol.grpc;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.service.CallContext;
import kv.api.service.EncodedMessage;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;

/// A small map behind the service's interface, enough to see requests arrive and answers leave.
/// Keys that begin with `late/` are answered from another thread; `never` is not answered at all.
final class MapKv implements KvService {

    private final NavigableMap<ByteString, KeyValue> keys =
            new ConcurrentSkipListMap<>(ByteString.unsignedLexicographicalComparator());
    private final AtomicLong revision = new AtomicLong(1);
    final AtomicInteger ranges = new AtomicInteger();
    volatile CallContext last;
    volatile boolean lastCancelled;

    @Override
    public void range(CallContext call, RangeRequest request, Reply<RangeResponse> reply) {
        last = call;
        ranges.incrementAndGet();
        if (request.getKey().isEmpty()) {
            throw new KvException(ErrorCode.EMPTY_KEY);
        }
        if (request.getKey().toStringUtf8().equals("never")) {
            call.onCancel(() -> lastCancelled = true);
            return;
        }
        RangeResponse.Builder answer = RangeResponse.newBuilder().setHeader(header());
        KeyValue found = keys.get(request.getKey());
        if (found != null) {
            answer.addKvs(found).setCount(1);
        }
        reply.completeEncoded(encoded(answer.build()));
    }

    private static EncodedMessage<RangeResponse> encoded(RangeResponse answer) {
        byte[] bytes = answer.toByteArray();
        return new EncodedMessage<>() {
            @Override
            public int sizeBytes() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }

            @Override
            public RangeResponse decode() {
                throw new AssertionError("an encoded answer was decoded");
            }
        };
    }

    @Override
    public void rangeStream(
            CallContext call, RangeRequest request, ReplyStream<RangeStreamResponse> reply) {
        for (KeyValue found : keys.subMap(request.getKey(), request.getRangeEnd()).values()) {
            reply.next(RangeStreamResponse.newBuilder()
                    .setRangeResponse(RangeResponse.newBuilder().addKvs(found))
                    .build());
        }
        reply.complete();
    }

    @Override
    public void put(CallContext call, PutRequest request, Reply<PutResponse> reply) {
        KeyValue stored = KeyValue.newBuilder()
                .setKey(request.getKey()).setValue(request.getValue())
                .setModRevision(revision.incrementAndGet())
                .build();
        keys.put(request.getKey(), stored);
        var answer = PutResponse.newBuilder().setHeader(header()).build();
        if (request.getKey().toStringUtf8().startsWith("late/")) {
            Thread.ofPlatform().start(() -> reply.complete(answer));
        } else {
            reply.complete(answer);
        }
    }

    private ResponseHeader header() {
        return ResponseHeader.newBuilder().setRevision(revision.get()).setRaftTerm(2).build();
    }

    @Override
    public void deleteRange(
            CallContext call, DeleteRangeRequest request, Reply<DeleteRangeResponse> reply) {
        throw new IllegalStateException("this map forgets nothing");
    }

    @Override
    public void txn(CallContext call, TxnRequest request, Reply<TxnResponse> reply) {
        reply.fail(new KvException(ErrorCode.TOO_MANY_OPS));
    }

    @Override
    public void compact(
            CallContext call, CompactionRequest request, Reply<CompactionResponse> reply) {
        reply.fail(new KvException(ErrorCode.COMPACTED));
    }
}
