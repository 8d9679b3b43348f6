package kv.api.service;

import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseLeasesRequest;
import kv.api.pb.etcdserverpb.LeaseLeasesResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;

/// `etcdserverpb.Lease`: leases and their renewal.
public interface LeaseService {

    /// `LeaseGrant`.
    void leaseGrant(CallContext call, LeaseGrantRequest request, Reply<LeaseGrantResponse> reply);

    /// `LeaseRevoke`.
    void leaseRevoke(
            CallContext call, LeaseRevokeRequest request, Reply<LeaseRevokeResponse> reply);

    /// `LeaseKeepAlive`: one answer for each request, in order.
    RequestSink<LeaseKeepAliveRequest> leaseKeepAlive(
            CallContext call, ReplyStream<LeaseKeepAliveResponse> reply);

    /// `LeaseTimeToLive`.
    void leaseTimeToLive(
            CallContext call, LeaseTimeToLiveRequest request, Reply<LeaseTimeToLiveResponse> reply);

    /// `LeaseLeases`.
    void leaseLeases(
            CallContext call, LeaseLeasesRequest request, Reply<LeaseLeasesResponse> reply);
}
