package kv.server.service;

import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import kv.api.ErrorCode;
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
import kv.raft.model.ConfChange.Kind;
import kv.server.cluster.MemberIds;
import kv.server.cluster.Membership;
import kv.server.cluster.PeerUrls;
import kv.server.loop.Clock;
import kv.server.reconfiguration.Promotion;
import kv.server.reconfiguration.Reconfiguration;
import kv.server.reconfiguration.ReconfigurationRules;
import kv.store.schema.MemberRow;

/// `etcdserverpb.Cluster`: who is in the cluster. Any thread.
public final class MemberCluster implements ClusterService {

    private final Supplier<Membership> membership;
    private final Reads reads;
    private final Headers headers;
    private final Reconfiguration changes;
    private final Promotion promotion;
    private final Rules rules;

    /// What is refused before it is proposed.
    ///
    /// @param strict whether `--strict-reconfig-check` is on
    /// @param reconfiguration what it refuses
    /// @param clock for ids of new members
    public record Rules(boolean strict, ReconfigurationRules reconfiguration, Clock clock) {
    }

    public MemberCluster(Supplier<Membership> membership, Reads reads, Headers headers,
            Reconfiguration changes, Promotion promotion, Rules rules) {
        this.membership = membership;
        this.reads = reads;
        this.headers = headers;
        this.changes = changes;
        this.promotion = promotion;
        this.rules = rules;
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

    /// The id of an added member depends on the moment, so that a member which was removed can be
    /// added again under another one.
    @Override
    public void memberAdd(
            CallContext call, MemberAddRequest request, Reply<MemberAddResponse> reply) {
        if (!PeerUrls.valid(request.getPeerURLsList())) {
            throw new KvException(ErrorCode.MEMBER_BAD_URLS);
        }
        if (rules.strict()) {
            rules.reconfiguration().checkAdd(membership.get(), request.getIsLearner());
        }
        List<String> urls = PeerUrls.sorted(request.getPeerURLsList());
        long seconds = TimeUnit.MILLISECONDS.toSeconds(rules.clock().unixMs());
        MemberRow member = new MemberRow(MemberIds.member(urls, Long.toString(seconds)), urls,
                request.getIsLearner(), "", List.of());
        changes.propose(member.learner() ? Kind.ADD_LEARNER : Kind.ADD_VOTER, member.id(),
                member.encode(), call.loop(), new Change<>(reply,
                        members -> MemberAddResponse.newBuilder().setHeader(headers.at(0))
                                .setMember(message(member)).addAllMembers(members).build()));
    }

    @Override
    public void memberRemove(
            CallContext call, MemberRemoveRequest request, Reply<MemberRemoveResponse> reply) {
        if (rules.strict()) {
            rules.reconfiguration().checkRemove(membership.get(), request.getID());
        }
        changes.propose(Kind.REMOVE, request.getID(), new byte[0], call.loop(), new Change<>(reply,
                members -> MemberRemoveResponse.newBuilder()
                        .setHeader(headers.at(0)).addAllMembers(members).build()));
    }

    @Override
    public void memberUpdate(
            CallContext call, MemberUpdateRequest request, Reply<MemberUpdateResponse> reply) {
        if (!PeerUrls.valid(request.getPeerURLsList())) {
            throw new KvException(ErrorCode.MEMBER_BAD_URLS);
        }
        MemberRow member = new MemberRow(
                request.getID(), request.getPeerURLsList(), false, "", List.of());
        changes.propose(Kind.UPDATE, member.id(), member.encode(), call.loop(), new Change<>(reply,
                members -> MemberUpdateResponse.newBuilder()
                        .setHeader(headers.at(0)).addAllMembers(members).build()));
    }

    @Override
    public void memberPromote(
            CallContext call, MemberPromoteRequest request, Reply<MemberPromoteResponse> reply) {
        promotion.promote(request.getID()).whenCompleteAsync((members, failure) -> {
            if (failure == null) {
                reply.complete(MemberPromoteResponse.newBuilder().setHeader(headers.at(0))
                        .addAllMembers(messages(members)).build());
            } else {
                reply.fail(refusal(failure));
            }
        }, call.loop());
    }

    private static KvException refusal(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof KvException refusal ? refusal
                : new KvException(StatusCode.UNKNOWN, String.valueOf(cause.getMessage()));
    }

    private static List<Member> messages(List<MemberRow> members) {
        return members.stream().map(MemberCluster::message).toList();
    }

    private record Change<M extends MessageLite>(
            Reply<M> reply, Function<List<Member>, M> answer) implements Reconfiguration.Outcome {

        @Override
        public void changed(List<MemberRow> members) {
            reply.complete(answer.apply(messages(members)));
        }

        @Override
        public void refused(KvException refusal) {
            reply.fail(refusal);
        }
    }
}
