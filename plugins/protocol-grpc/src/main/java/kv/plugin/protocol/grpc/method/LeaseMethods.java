package kv.plugin.protocol.grpc.method;

import java.util.List;
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
import kv.api.service.LeaseService;

/// The rows of `etcdserverpb.Lease`. Immutable.
public final class LeaseMethods {

    /// `LeaseGrant`.
    public static final Unary<LeaseService, LeaseGrantRequest, LeaseGrantResponse> LEASE_GRANT =
            new Unary<>(LeaseService.class, "etcdserverpb.Lease/LeaseGrant",
                    LeaseGrantRequest.parser(), LeaseGrantResponse.parser(),
                    LeaseService::leaseGrant);

    /// `LeaseRevoke`.
    public static final Unary<LeaseService, LeaseRevokeRequest, LeaseRevokeResponse> LEASE_REVOKE =
            new Unary<>(LeaseService.class, "etcdserverpb.Lease/LeaseRevoke",
                    LeaseRevokeRequest.parser(), LeaseRevokeResponse.parser(),
                    LeaseService::leaseRevoke);

    /// `LeaseKeepAlive`.
    public static final Bidirectional<LeaseService, LeaseKeepAliveRequest, LeaseKeepAliveResponse>
            LEASE_KEEP_ALIVE =
            new Bidirectional<>(LeaseService.class, "etcdserverpb.Lease/LeaseKeepAlive",
                    LeaseKeepAliveRequest.parser(), LeaseKeepAliveResponse.parser(),
                    LeaseService::leaseKeepAlive);

    /// `LeaseTimeToLive`.
    public static final Unary<LeaseService, LeaseTimeToLiveRequest, LeaseTimeToLiveResponse>
            LEASE_TIME_TO_LIVE =
            new Unary<>(LeaseService.class, "etcdserverpb.Lease/LeaseTimeToLive",
                    LeaseTimeToLiveRequest.parser(), LeaseTimeToLiveResponse.parser(),
                    LeaseService::leaseTimeToLive);

    /// `LeaseLeases`.
    public static final Unary<LeaseService, LeaseLeasesRequest, LeaseLeasesResponse> LEASE_LEASES =
            new Unary<>(LeaseService.class, "etcdserverpb.Lease/LeaseLeases",
                    LeaseLeasesRequest.parser(), LeaseLeasesResponse.parser(),
                    LeaseService::leaseLeases);

    static final List<Method<?, ?, ?>> ALL = List.of(
            LEASE_GRANT, LEASE_REVOKE, LEASE_KEEP_ALIVE, LEASE_TIME_TO_LIVE, LEASE_LEASES);

    private LeaseMethods() {
    }
}
