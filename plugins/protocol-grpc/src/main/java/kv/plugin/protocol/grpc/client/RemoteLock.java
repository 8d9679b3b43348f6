package kv.plugin.protocol.grpc.client;

import kv.api.pb.v3lockpb.LockRequest;
import kv.api.pb.v3lockpb.LockResponse;
import kv.api.pb.v3lockpb.UnlockRequest;
import kv.api.pb.v3lockpb.UnlockResponse;
import kv.api.service.CallContext;
import kv.api.service.LockService;
import kv.api.service.Reply;
import kv.plugin.protocol.grpc.method.LockMethods;

/// `v3lockpb.Lock` of a server. Thread-safe.
record RemoteLock(Caller caller) implements LockService {

    @Override
    public void lock(CallContext call, LockRequest request, Reply<LockResponse> reply) {
        caller.call(LockMethods.LOCK, call, request, reply);
    }

    @Override
    public void unlock(CallContext call, UnlockRequest request, Reply<UnlockResponse> reply) {
        caller.call(LockMethods.UNLOCK, call, request, reply);
    }
}
