package kv.api.service;

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

/// `etcdserverpb.KV`: read, write and compact keys. Methods never block the calling loop.
public interface KvService {

    /// `Range`.
    void range(CallContext call, RangeRequest request, Reply<RangeResponse> reply);

    /// `RangeStream` (etcd 3.7): the answer of `Range` in chunks; joined they are that answer.
    void rangeStream(
            CallContext call, RangeRequest request, ReplyStream<RangeStreamResponse> reply);

    /// `Put`.
    void put(CallContext call, PutRequest request, Reply<PutResponse> reply);

    /// `DeleteRange`.
    void deleteRange(
            CallContext call, DeleteRangeRequest request, Reply<DeleteRangeResponse> reply);

    /// `Txn`.
    void txn(CallContext call, TxnRequest request, Reply<TxnResponse> reply);

    /// `Compact`.
    void compact(CallContext call, CompactionRequest request, Reply<CompactionResponse> reply);
}
