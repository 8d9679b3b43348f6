package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.v3electionpb.CampaignRequest;
import kv.api.pb.v3electionpb.CampaignResponse;
import kv.api.pb.v3electionpb.LeaderRequest;
import kv.api.pb.v3electionpb.LeaderResponse;
import kv.api.pb.v3electionpb.ProclaimRequest;
import kv.api.pb.v3electionpb.ProclaimResponse;
import kv.api.pb.v3electionpb.ResignRequest;
import kv.api.pb.v3electionpb.ResignResponse;
import kv.api.service.ElectionService;

/// The rows of `v3electionpb.Election`. Immutable.
public final class ElectionMethods {

    /// `Campaign`.
    public static final Unary<ElectionService, CampaignRequest, CampaignResponse> CAMPAIGN =
            new Unary<>(ElectionService.class, "v3electionpb.Election/Campaign",
                    CampaignRequest.parser(), CampaignResponse.parser(),
                    ElectionService::campaign);

    /// `Proclaim`.
    public static final Unary<ElectionService, ProclaimRequest, ProclaimResponse> PROCLAIM =
            new Unary<>(ElectionService.class, "v3electionpb.Election/Proclaim",
                    ProclaimRequest.parser(), ProclaimResponse.parser(),
                    ElectionService::proclaim);

    /// `Leader`.
    public static final Unary<ElectionService, LeaderRequest, LeaderResponse> LEADER =
            new Unary<>(ElectionService.class, "v3electionpb.Election/Leader",
                    LeaderRequest.parser(), LeaderResponse.parser(),
                    ElectionService::leader);

    /// `Observe`.
    public static final ServerStreaming<ElectionService, LeaderRequest, LeaderResponse> OBSERVE =
            new ServerStreaming<>(ElectionService.class, "v3electionpb.Election/Observe",
                    LeaderRequest.parser(), LeaderResponse.parser(),
                    ElectionService::observe);

    /// `Resign`.
    public static final Unary<ElectionService, ResignRequest, ResignResponse> RESIGN =
            new Unary<>(ElectionService.class, "v3electionpb.Election/Resign",
                    ResignRequest.parser(), ResignResponse.parser(),
                    ElectionService::resign);

    static final List<Method<?, ?, ?>> ALL = List.of(
            CAMPAIGN, PROCLAIM, LEADER, OBSERVE, RESIGN);

    private ElectionMethods() {
    }
}
