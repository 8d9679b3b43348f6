package kv.server.service;

import java.util.function.Supplier;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.Member;
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
import kv.server.cluster.Membership;
import kv.store.schema.MemberRow;

/// `etcdserverpb.Cluster`: who is in the cluster. Any thread. Changes are refused as long as this
/// server has no connections to other members.
public final class MemberCluster implements ClusterService {

    private final Supplier<Membership> membership;
    private final Reads reads;
    private final Headers headers;

    public MemberCluster(Supplier<Membership> membership, Reads reads, Headers headers) {
        this.membership = membership;
        this.reads = reads;
        this.headers = headers;
    }

    @Override
    public void memberList(
            CallContext call, MemberListRequest request, Reply<MemberListResponse> reply) {
        if (request.getLinearizable()) {
            reads.linearizable(call, () -> reply.complete(list()), reply::fail);
        } else {
            reply.complete(list());
        }
    }

    /// etcd's answers about members carry no revision.
    private MemberListResponse list() {
        MemberListResponse.Builder answer =
                MemberListResponse.newBuilder().setHeader(headers.at(0));
        membership.get().members().forEach(member -> answer.addMembers(message(member)));
        return answer.build();
    }

    private static Member message(MemberRow member) {
        return Member.newBuilder()
                .setID(member.id())
                .setName(member.name())
                .addAllPeerURLs(member.peerUrls())
                .addAllClientURLs(member.clientUrls())
                .setIsLearner(member.learner())
                .build();
    }

    @Override
    public void memberAdd(
            CallContext call, MemberAddRequest request, Reply<MemberAddResponse> reply) {
        throw unserved();
    }

    @Override
    public void memberRemove(
            CallContext call, MemberRemoveRequest request, Reply<MemberRemoveResponse> reply) {
        throw unserved();
    }

    @Override
    public void memberUpdate(
            CallContext call, MemberUpdateRequest request, Reply<MemberUpdateResponse> reply) {
        throw unserved();
    }

    @Override
    public void memberPromote(
            CallContext call, MemberPromoteRequest request, Reply<MemberPromoteResponse> reply) {
        throw unserved();
    }

    private static KvException unserved() {
        return new KvException(StatusCode.UNIMPLEMENTED,
                "kvd serves clusters of one member so far; its membership cannot be changed");
    }
}
