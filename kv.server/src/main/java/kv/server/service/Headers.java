package kv.server.service;

import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.server.consensus.RaftView;

/// What every answer carries: cluster, member, revision and term. Any thread.
public final class Headers implements kv.store.mvcc.Headers {

    private final long clusterId;
    private final long memberId;
    private final Supplier<RaftView> raft;

    /// @param raft where the term is read
    public Headers(long clusterId, long memberId, Supplier<RaftView> raft) {
        this.clusterId = clusterId;
        this.memberId = memberId;
        this.raft = raft;
    }

    @Override
    public ResponseHeader at(long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(clusterId)
                .setMemberId(memberId)
                .setRevision(revision)
                .setRaftTerm(raft.get().term())
                .build();
    }

    /// This member's id.
    public long memberId() {
        return memberId;
    }
}
