package kv.api.service;

import kv.api.pb.v3lockpb.LockRequest;
import kv.api.pb.v3lockpb.LockResponse;
import kv.api.pb.v3lockpb.UnlockRequest;
import kv.api.pb.v3lockpb.UnlockResponse;

/// `v3lockpb.Lock`: locks built of keys and leases.
public interface LockService {

    /// `Lock`.
    void lock(CallContext call, LockRequest request, Reply<LockResponse> reply);

    /// `Unlock`.
    void unlock(CallContext call, UnlockRequest request, Reply<UnlockResponse> reply);
}
