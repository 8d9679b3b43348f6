package kv.plugin.protocol.grpc.method;

import java.util.List;
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
import kv.api.service.ClusterService;

/// The rows of `etcdserverpb.Cluster`. Immutable.
public final class ClusterMethods {

    /// `MemberAdd`.
    public static final Unary<ClusterService, MemberAddRequest, MemberAddResponse> MEMBER_ADD =
            new Unary<>(ClusterService.class, "etcdserverpb.Cluster/MemberAdd",
                    MemberAddRequest.parser(), MemberAddResponse.parser(),
                    ClusterService::memberAdd);

    /// `MemberRemove`.
    public static final Unary<ClusterService, MemberRemoveRequest, MemberRemoveResponse>
            MEMBER_REMOVE =
            new Unary<>(ClusterService.class, "etcdserverpb.Cluster/MemberRemove",
                    MemberRemoveRequest.parser(), MemberRemoveResponse.parser(),
                    ClusterService::memberRemove);

    /// `MemberUpdate`.
    public static final Unary<ClusterService, MemberUpdateRequest, MemberUpdateResponse>
            MEMBER_UPDATE =
            new Unary<>(ClusterService.class, "etcdserverpb.Cluster/MemberUpdate",
                    MemberUpdateRequest.parser(), MemberUpdateResponse.parser(),
                    ClusterService::memberUpdate);

    /// `MemberList`.
    public static final Unary<ClusterService, MemberListRequest, MemberListResponse> MEMBER_LIST =
            new Unary<>(ClusterService.class, "etcdserverpb.Cluster/MemberList",
                    MemberListRequest.parser(), MemberListResponse.parser(),
                    ClusterService::memberList);

    /// `MemberPromote`.
    public static final Unary<ClusterService, MemberPromoteRequest, MemberPromoteResponse>
            MEMBER_PROMOTE =
            new Unary<>(ClusterService.class, "etcdserverpb.Cluster/MemberPromote",
                    MemberPromoteRequest.parser(), MemberPromoteResponse.parser(),
                    ClusterService::memberPromote);

    static final List<Method<?, ?, ?>> ALL = List.of(
            MEMBER_ADD, MEMBER_REMOVE, MEMBER_UPDATE, MEMBER_LIST, MEMBER_PROMOTE);

    private ClusterMethods() {
    }
}
