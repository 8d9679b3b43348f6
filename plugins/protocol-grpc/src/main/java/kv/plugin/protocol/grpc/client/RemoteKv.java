package kv.plugin.protocol.grpc.client;

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
import kv.api.service.CallContext;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.plugin.protocol.grpc.method.KvMethods;

/// `etcdserverpb.KV` of a server. Thread-safe.
record RemoteKv(Caller caller) implements KvService {

    @Override
    public void range(CallContext call, RangeRequest request, Reply<RangeResponse> reply) {
        caller.call(KvMethods.RANGE, call, request, reply);
    }

    @Override
    public void rangeStream(
            CallContext call, RangeRequest request, ReplyStream<RangeStreamResponse> reply) {
        caller.stream(KvMethods.RANGE_STREAM, call, request, reply);
    }

    @Override
    public void put(CallContext call, PutRequest request, Reply<PutResponse> reply) {
        caller.call(KvMethods.PUT, call, request, reply);
    }

    @Override
    public void deleteRange(
            CallContext call, DeleteRangeRequest request, Reply<DeleteRangeResponse> reply) {
        caller.call(KvMethods.DELETE_RANGE, call, request, reply);
    }

    @Override
    public void txn(CallContext call, TxnRequest request, Reply<TxnResponse> reply) {
        caller.call(KvMethods.TXN, call, request, reply);
    }

    @Override
    public void compact(
            CallContext call, CompactionRequest request, Reply<CompactionResponse> reply) {
        caller.call(KvMethods.COMPACT, call, request, reply);
    }
}
