package kv.plugin.protocol.grpc.client;

import kv.api.pb.etcdserverpb.MemberAddRequest;
import kv.api.pb.etcdserverpb.MemberAddResponse;
import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.MemberPromoteRequest;
import kv.api.pb.etcdserverpb.MemberPromoteResponse;
import kv.api.pb.etcdserverpb.MemberRemoveRequest;
import kv.api.pb.etcdserverpb.MemberRemoveResponse;
import kv.api.pb.etcdserverpb.MemberUpdateRequest;
import kv.api.pb.etcdserverpb.MemberUpdateResponse;
import kv.api.service.CallContext;
import kv.api.service.ClusterService;
import kv.api.service.Reply;
import kv.plugin.protocol.grpc.method.ClusterMethods;

/// `etcdserverpb.Cluster` of a server. Thread-safe.
record RemoteCluster(Caller caller) implements ClusterService {

    @Override
    public void memberAdd(
            CallContext call, MemberAddRequest request, Reply<MemberAddResponse> reply) {
        caller.call(ClusterMethods.MEMBER_ADD, call, request, reply);
    }

    @Override
    public void memberRemove(
            CallContext call, MemberRemoveRequest request, Reply<MemberRemoveResponse> reply) {
        caller.call(ClusterMethods.MEMBER_REMOVE, call, request, reply);
    }

    @Override
    public void memberUpdate(
            CallContext call, MemberUpdateRequest request, Reply<MemberUpdateResponse> reply) {
        caller.call(ClusterMethods.MEMBER_UPDATE, call, request, reply);
    }

    @Override
    public void memberList(
            CallContext call, MemberListRequest request, Reply<MemberListResponse> reply) {
        caller.call(ClusterMethods.MEMBER_LIST, call, request, reply);
    }

    @Override
    public void memberPromote(
            CallContext call, MemberPromoteRequest request, Reply<MemberPromoteResponse> reply) {
        caller.call(ClusterMethods.MEMBER_PROMOTE, call, request, reply);
    }
}
