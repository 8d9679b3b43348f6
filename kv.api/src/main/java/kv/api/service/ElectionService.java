package kv.api.service;

import kv.api.pb.v3electionpb.CampaignRequest;
import kv.api.pb.v3electionpb.CampaignResponse;
import kv.api.pb.v3electionpb.LeaderRequest;
import kv.api.pb.v3electionpb.LeaderResponse;
import kv.api.pb.v3electionpb.ProclaimRequest;
import kv.api.pb.v3electionpb.ProclaimResponse;
import kv.api.pb.v3electionpb.ResignRequest;
import kv.api.pb.v3electionpb.ResignResponse;

/// `v3electionpb.Election`: leader election built of keys and leases.
public interface ElectionService {

    /// `Campaign`.
    void campaign(CallContext call, CampaignRequest request, Reply<CampaignResponse> reply);

    /// `Proclaim`.
    void proclaim(CallContext call, ProclaimRequest request, Reply<ProclaimResponse> reply);

    /// `Leader`.
    void leader(CallContext call, LeaderRequest request, Reply<LeaderResponse> reply);

    /// `Observe`: the current leader, then every later one.
    void observe(CallContext call, LeaderRequest request, ReplyStream<LeaderResponse> reply);

    /// `Resign`.
    void resign(CallContext call, ResignRequest request, Reply<ResignResponse> reply);
}
