package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.service.KvService;

/// The rows of `etcdserverpb.KV`. Immutable.
public final class KvMethods {

    /// `Range`.
    public static final Unary<KvService, RangeRequest, RangeResponse> RANGE =
            new Unary<>(KvService.class, "etcdserverpb.KV/Range",
                    RangeRequest.parser(), RangeResponse.parser(),
                    KvService::range);

    /// `RangeStream`.
    public static final ServerStreaming<KvService, RangeRequest, RangeStreamResponse> RANGE_STREAM =
            new ServerStreaming<>(KvService.class, "etcdserverpb.KV/RangeStream",
                    RangeRequest.parser(), RangeStreamResponse.parser(),
                    KvService::rangeStream);

    /// `Put`.
    public static final Unary<KvService, PutRequest, PutResponse> PUT =
            new Unary<>(KvService.class, "etcdserverpb.KV/Put",
                    PutRequest.parser(), PutResponse.parser(),
                    KvService::put);

    /// `DeleteRange`.
    public static final Unary<KvService, DeleteRangeRequest, DeleteRangeResponse> DELETE_RANGE =
            new Unary<>(KvService.class, "etcdserverpb.KV/DeleteRange",
                    DeleteRangeRequest.parser(), DeleteRangeResponse.parser(),
                    KvService::deleteRange);

    /// `Txn`.
    public static final Unary<KvService, TxnRequest, TxnResponse> TXN =
            new Unary<>(KvService.class, "etcdserverpb.KV/Txn",
                    TxnRequest.parser(), TxnResponse.parser(),
                    KvService::txn);

    /// `Compact`.
    public static final Unary<KvService, CompactionRequest, CompactionResponse> COMPACT =
            new Unary<>(KvService.class, "etcdserverpb.KV/Compact",
                    CompactionRequest.parser(), CompactionResponse.parser(),
                    KvService::compact);

    static final List<Method<?, ?, ?>> ALL = List.of(
            RANGE, RANGE_STREAM, PUT, DELETE_RANGE, TXN, COMPACT);

    private KvMethods() {
    }
}
