package kv.plugin.protocol.grpc.client;

import kv.api.pb.v3electionpb.CampaignRequest;
import kv.api.pb.v3electionpb.CampaignResponse;
import kv.api.pb.v3electionpb.LeaderRequest;
import kv.api.pb.v3electionpb.LeaderResponse;
import kv.api.pb.v3electionpb.ProclaimRequest;
import kv.api.pb.v3electionpb.ProclaimResponse;
import kv.api.pb.v3electionpb.ResignRequest;
import kv.api.pb.v3electionpb.ResignResponse;
import kv.api.service.CallContext;
import kv.api.service.ElectionService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.plugin.protocol.grpc.method.ElectionMethods;

/// `v3electionpb.Election` of a server. Thread-safe.
record RemoteElection(Caller caller) implements ElectionService {

    @Override
    public void campaign(CallContext call, CampaignRequest request, Reply<CampaignResponse> reply) {
        caller.call(ElectionMethods.CAMPAIGN, call, request, reply);
    }

    @Override
    public void proclaim(CallContext call, ProclaimRequest request, Reply<ProclaimResponse> reply) {
        caller.call(ElectionMethods.PROCLAIM, call, request, reply);
    }

    @Override
    public void leader(CallContext call, LeaderRequest request, Reply<LeaderResponse> reply) {
        caller.call(ElectionMethods.LEADER, call, request, reply);
    }

    @Override
    public void observe(
            CallContext call, LeaderRequest request, ReplyStream<LeaderResponse> reply) {
        caller.stream(ElectionMethods.OBSERVE, call, request, reply);
    }

    @Override
    public void resign(CallContext call, ResignRequest request, Reply<ResignResponse> reply) {
        caller.call(ElectionMethods.RESIGN, call, request, reply);
    }
}
