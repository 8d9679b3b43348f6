package kv.plugin.protocol.grpc.client;

import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;
import kv.plugin.protocol.grpc.method.WatchMethods;

/// `etcdserverpb.Watch` of a server. Thread-safe.
record RemoteWatch(Caller caller) implements WatchService {

    @Override
    public RequestSink<WatchRequest> watch(CallContext call, ReplyStream<WatchResponse> reply) {
        return caller.open(WatchMethods.WATCH, call, reply);
    }
}
