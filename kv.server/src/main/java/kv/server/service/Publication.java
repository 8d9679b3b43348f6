package kv.server.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.membershippb.Attributes;
import kv.api.pb.membershippb.ClusterMemberAttrSetRequest;
import kv.api.pb.membershippb.ClusterVersionSetRequest;
import kv.server.cluster.Membership;
import kv.server.command.Proposal;
import kv.server.command.Proposer;

/// What a member says when it has come up: first its name and where clients reach it, then, if it
/// is alone and the cluster has none, the version that it speaks; where there are several members,
/// their leader finds out which version all of them speak. Both go through consensus, as etcd's
/// do, so by the time they are applied the member has a leader and has replayed its log.
public final class Publication {

    private static final String CLUSTER_VERSION = "3.7.0";

    private final Proposer proposer;
    private final Supplier<Membership> membership;
    private final long memberId;
    private final String name;
    private final List<String> clientUrls;

    /// @param clientUrls where clients reach this member
    public Publication(Proposer proposer, Supplier<Membership> membership, long memberId,
            String name, List<String> clientUrls) {
        this.proposer = proposer;
        this.membership = membership;
        this.memberId = memberId;
        this.name = name;
        this.clientUrls = List.copyOf(clientUrls);
    }

    /// Proposes until it is applied.
    ///
    /// @param done completed then; exceptionally when the member stops before
    public void begin(CompletableFuture<Void> done) {
        ClusterMemberAttrSetRequest attributes = ClusterMemberAttrSetRequest.newBuilder()
                .setMemberID(memberId)
                .setMemberAttributes(Attributes.newBuilder()
                        .setName(name).addAllClientUrls(clientUrls))
                .build();
        propose(InternalRaftRequest.newBuilder().setClusterMemberAttrSet(attributes), done,
                () -> agreeOnVersion(done));
    }

    private void agreeOnVersion(CompletableFuture<Void> done) {
        boolean alone = membership.get().members().size() == 1;
        if (!membership.get().version().isEmpty() || !alone) {
            done.complete(null);
            return;
        }
        propose(InternalRaftRequest.newBuilder().setClusterVersionSet(
                ClusterVersionSetRequest.newBuilder().setVer(CLUSTER_VERSION)), done,
                () -> done.complete(null));
    }

    private void propose(InternalRaftRequest.Builder command, CompletableFuture<Void> done,
            Runnable next) {
        proposer.proposeInternal(Runnable::run, command, new Proposal.Waiter() {
            @Override
            public void applied(Object result) {
                next.run();
            }

            @Override
            public void refused(KvException refusal) {
                if (refusal.code().filter(ErrorCode.STOPPED::equals).isPresent()) {
                    done.completeExceptionally(refusal);
                } else {
                    propose(command, done, next);
                }
            }
        });
    }
}
