package kv.server.service;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kv.api.ErrorCode;
import kv.api.KvException;
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
import kv.server.apply.GrowthCost;
import kv.server.command.Proposer;
import kv.server.lease.LeaseDesk;
import kv.server.lease.LeaseLoop;
import kv.store.lease.Lease;
import kv.store.mvcc.MvccStore;

/// `etcdserverpb.Lease`. Any thread.
///
/// All but grant and revoke begin with a linearizable read, so that a member which no longer leads
/// renews nothing and tells no time.
public final class ReplicatedLease implements LeaseService {

    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Proposer proposer;
    private final Reads reads;
    private final ReadPool pool;
    private final LeaseLoop leases;
    private final MvccStore store;
    private final Headers headers;
    private final Quota quota;
    private final LeaseRouting routing;

    /// What it works with.
    ///
    /// @param pool sorts long lists
    /// @param leases counts the time
    /// @param store says which leases exist
    /// @param routing finds the way to whoever counts, given what this member would answer
    public record Parts(Proposer proposer, Reads reads, ReadPool pool, LeaseLoop leases,
            MvccStore store, Headers headers, Quota quota,
            Function<LeaseRouting.TimeToLive, LeaseRouting> routing) {
    }

    private record Listed(long id, long remainingNs) {
    }

    public ReplicatedLease(Parts parts) {
        proposer = parts.proposer();
        reads = parts.reads();
        pool = parts.pool();
        leases = parts.leases();
        store = parts.store();
        headers = parts.headers();
        quota = parts.quota();
        routing = parts.routing().apply(this::answer);
    }

    /// Where other members ask.
    public LeaseDesk desk() {
        return routing;
    }

    @Override
    public void leaseGrant(
            CallContext call, LeaseGrantRequest request, Reply<LeaseGrantResponse> reply) {
        quota.check(GrowthCost.LEASE_GRANT);
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
        return new KeepAliveStream(call, reply, routing,
                () -> headers.at(store.view().revision()));
    }

    @Override
    public void leaseTimeToLive(CallContext call, LeaseTimeToLiveRequest request,
            Reply<LeaseTimeToLiveResponse> reply) {
        routing.timeToLive(request, () -> missing(request).build(),
                answer -> call.loop().execute(() -> reply.complete(answer.toBuilder()
                        .setHeader(headers.at(store.view().revision())).build())),
                refusal -> call.loop().execute(() -> reply.fail(refusal)));
    }

    private LeaseTimeToLiveResponse.Builder missing(LeaseTimeToLiveRequest request) {
        return LeaseTimeToLiveResponse.newBuilder()
                .setHeader(headers.at(store.view().revision()))
                .setID(request.getID())
                .setTTL(-1);
    }

    private LeaseTimeToLiveResponse answer(LeaseTimeToLiveRequest request) {
        LeaseTimeToLiveResponse.Builder answer = missing(request);
        Optional<Lease> found = store.lessor().find(request.getID());
        if (found.isPresent()) {
            Lease lease = found.get();
            long remainingNs = leases.remainingNs(lease.id());
            if (remainingNs == Long.MAX_VALUE) {
                throw new KvException(ErrorCode.LEADER_CHANGED);
            }
            answer.setTTL(remainingNs / NS_PER_SECOND).setGrantedTTL(lease.grantedTtlSeconds());
            if (request.getKeys()) {
                lease.keys().forEach(key -> answer.addKeys(ByteString.copyFrom(key)));
            }
        }
        return answer.build();
    }

    /// The soonest to end come first, as etcd lists them.
    @Override
    public void leaseLeases(
            CallContext call, LeaseLeasesRequest request, Reply<LeaseLeasesResponse> reply) {
        reads.linearizable(call, () -> leases.whenCurrent(call.loop(),
                () -> pool.run(() -> reply.complete(list()), reply::fail)), reply::fail);
    }

    private LeaseLeasesResponse list() {
        LeaseLeasesResponse.Builder answer = LeaseLeasesResponse.newBuilder()
                .setHeader(headers.at(store.view().revision()));
        store.lessor().all().stream()
                .map(lease -> new Listed(lease.id(), leases.remainingNs(lease.id())))
                .sorted(Comparator.comparingLong(Listed::remainingNs))
                .forEach(lease -> answer.addLeases(LeaseStatus.newBuilder().setID(lease.id())));
        return answer.build();
    }
}
