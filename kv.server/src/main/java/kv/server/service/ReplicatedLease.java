package kv.server.service;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.Optional;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseLeasesRequest;
import kv.api.pb.etcdserverpb.LeaseLeasesResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseStatus;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.service.CallContext;
import kv.api.service.LeaseService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.server.command.Proposer;
import kv.store.lease.Lease;
import kv.store.mvcc.MvccStore;

/// `etcdserverpb.Lease`: leases as replicated state. Any thread.
///
/// Time does not pass here yet: a lease shows all the time that it was granted, and renewal is
/// answered `Unimplemented`.
public final class ReplicatedLease implements LeaseService {

    private final Proposer proposer;
    private final Reads reads;
    private final MvccStore store;
    private final Headers headers;
    private final Quota quota;

    public ReplicatedLease(
            Proposer proposer, Reads reads, MvccStore store, Headers headers, Quota quota) {
        this.proposer = proposer;
        this.reads = reads;
        this.store = store;
        this.headers = headers;
        this.quota = quota;
    }

    @Override
    public void leaseGrant(
            CallContext call, LeaseGrantRequest request, Reply<LeaseGrantResponse> reply) {
        quota.check(request.getSerializedSize());
        LeaseGrantRequest named = request;
        while (named.getID() == 0) {
            named = named.toBuilder().setID(proposer.nextLeaseId()).build();
        }
        proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setLeaseGrant(named),
                new Awaiting<>(reply, LeaseGrantResponse.class::cast));
    }

    @Override
    public void leaseRevoke(
            CallContext call, LeaseRevokeRequest request, Reply<LeaseRevokeResponse> reply) {
        proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setLeaseRevoke(request),
                new Awaiting<>(reply, LeaseRevokeResponse.class::cast));
    }

    @Override
    public RequestSink<LeaseKeepAliveRequest> leaseKeepAlive(
            CallContext call, ReplyStream<LeaseKeepAliveResponse> reply) {
        throw new KvException(StatusCode.UNIMPLEMENTED,
                "kvd does not renew leases yet; they do not expire either");
    }

    @Override
    public void leaseTimeToLive(CallContext call, LeaseTimeToLiveRequest request,
            Reply<LeaseTimeToLiveResponse> reply) {
        reads.linearizable(call, () -> answer(request, reply), reply::fail);
    }

    private void answer(LeaseTimeToLiveRequest request, Reply<LeaseTimeToLiveResponse> reply) {
        Optional<Lease> lease = store.lessor().find(request.getID());
        LeaseTimeToLiveResponse.Builder answer = LeaseTimeToLiveResponse.newBuilder()
                .setHeader(headers.at(store.view().revision()))
                .setID(request.getID())
                .setTTL(-1);
        if (lease.isPresent()) {
            answer.setTTL(lease.get().remainingTtlSeconds())
                    .setGrantedTTL(lease.get().grantedTtlSeconds());
            if (request.getKeys()) {
                lease.get().keys().forEach(key -> answer.addKeys(ByteString.copyFrom(key)));
            }
        }
        reply.complete(answer.build());
    }

    /// The soonest to end come first, as etcd lists them.
    @Override
    public void leaseLeases(
            CallContext call, LeaseLeasesRequest request, Reply<LeaseLeasesResponse> reply) {
        reads.linearizable(call, () -> {
            LeaseLeasesResponse.Builder answer = LeaseLeasesResponse.newBuilder()
                    .setHeader(headers.at(store.view().revision()));
            store.lessor().all().stream()
                    .sorted(Comparator.comparingLong(Lease::remainingTtlSeconds))
                    .forEach(lease -> answer.addLeases(
                            LeaseStatus.newBuilder().setID(lease.id())));
            reply.complete(answer.build());
        }, reply::fail);
    }
}
