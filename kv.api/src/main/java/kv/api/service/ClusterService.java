package kv.api.service;

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

/// `etcdserverpb.Cluster`: membership.
public interface ClusterService {

    /// `MemberAdd`.
    void memberAdd(CallContext call, MemberAddRequest request, Reply<MemberAddResponse> reply);

    /// `MemberRemove`.
    void memberRemove(
            CallContext call, MemberRemoveRequest request, Reply<MemberRemoveResponse> reply);

    /// `MemberUpdate`.
    void memberUpdate(
            CallContext call, MemberUpdateRequest request, Reply<MemberUpdateResponse> reply);

    /// `MemberList`.
    void memberList(CallContext call, MemberListRequest request, Reply<MemberListResponse> reply);

    /// `MemberPromote`.
    void memberPromote(
            CallContext call, MemberPromoteRequest request, Reply<MemberPromoteResponse> reply);
}
