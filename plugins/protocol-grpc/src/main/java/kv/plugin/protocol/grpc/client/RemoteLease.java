package kv.plugin.protocol.grpc.client;

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
import kv.api.service.CallContext;
import kv.api.service.LeaseService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.plugin.protocol.grpc.method.LeaseMethods;

/// `etcdserverpb.Lease` of a server. Thread-safe.
record RemoteLease(Caller caller) implements LeaseService {

    @Override
    public void leaseGrant(
            CallContext call, LeaseGrantRequest request, Reply<LeaseGrantResponse> reply) {
        caller.call(LeaseMethods.LEASE_GRANT, call, request, reply);
    }

    @Override
    public void leaseRevoke(
            CallContext call, LeaseRevokeRequest request, Reply<LeaseRevokeResponse> reply) {
        caller.call(LeaseMethods.LEASE_REVOKE, call, request, reply);
    }

    @Override
    public RequestSink<LeaseKeepAliveRequest> leaseKeepAlive(
            CallContext call, ReplyStream<LeaseKeepAliveResponse> reply) {
        return caller.open(LeaseMethods.LEASE_KEEP_ALIVE, call, reply);
    }

    @Override
    public void leaseTimeToLive(
            CallContext call, LeaseTimeToLiveRequest request,
            Reply<LeaseTimeToLiveResponse> reply) {
        caller.call(LeaseMethods.LEASE_TIME_TO_LIVE, call, request, reply);
    }

    @Override
    public void leaseLeases(
            CallContext call, LeaseLeasesRequest request, Reply<LeaseLeasesResponse> reply) {
        caller.call(LeaseMethods.LEASE_LEASES, call, request, reply);
    }
}
