package kv.server.service;

import java.util.Optional;
import java.util.function.Supplier;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.service.CallContext;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.server.command.Proposal;
import kv.server.apply.GrowthCost;
import kv.server.command.Proposer;
import kv.store.mvcc.ReadView;
import kv.store.mvcc.RequestChecks;
import kv.store.mvcc.WriteTxn;
import kv.store.range.RangeResult;

/// `etcdserverpb.KV`: writes through consensus, reads from the published view. Any thread; never
/// blocks the caller, which is an event loop.
public final class ReplicatedKv implements KvService {

    private final Proposer proposer;
    private final Reads reads;
    private final ReadPool pool;
    private final Supplier<ReadView> view;
    private final Headers headers;
    private final Limits limits;

    /// What requests are held against.
    ///
    /// @param maxTxnOps `--max-txn-ops`
    /// @param maxRequestBytes `--max-request-bytes`
    /// @param quota of the stored data
    public record Limits(int maxTxnOps, int maxRequestBytes, Quota quota) {
    }

    /// @param view the newest published state
    public ReplicatedKv(
            Proposer proposer,
            Reads reads,
            ReadPool pool,
            Supplier<ReadView> view,
            Headers headers,
            Limits limits) {
        this.proposer = proposer;
        this.reads = reads;
        this.pool = pool;
        this.view = view;
        this.headers = headers;
        this.limits = limits;
    }

    @Override
    public void range(CallContext call, RangeRequest request, Reply<RangeResponse> reply) {
        RequestChecks.check(request);
        if (request.getSerializable()) {
            serve(request, reply);
        } else {
            reads.linearizable(call, () -> serve(request, reply), reply::fail);
        }
    }

    /// On the event loop if that cannot block, else on kvd-read.
    private void serve(RangeRequest request, Reply<RangeResponse> reply) {
        Optional<RangeResult> result;
        try {
            result = view.get().rangeInline(request);
        } catch (KvException refusal) {
            reply.fail(refusal);
            return;
        }
        if (result.isPresent()) {
            answer(result.get(), reply);
        } else {
            pool.run(() -> answer(view.get().range(request), reply), reply::fail);
        }
    }

    private void answer(RangeResult result, Reply<RangeResponse> reply) {
        reply.completeEncoded(result.encode(headers.at(result.revision())));
    }

    @Override
    public void rangeStream(
            CallContext call, RangeRequest request, ReplyStream<RangeStreamResponse> reply) {
        RequestChecks.checkStream(request);
        Runnable stream = () -> new RangeStreaming(call, reply, headers, pool)
                .start(() -> view.get().rangeStream(request, limits.maxRequestBytes()));
        if (request.getSerializable()) {
            stream.run();
        } else {
            reads.linearizable(call, stream, reply::fail);
        }
    }

    @Override
    public void put(CallContext call, PutRequest request, Reply<PutResponse> reply) {
        limits.quota().check(GrowthCost.of(request));
        RequestChecks.check(request);
        proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setPut(request),
                new Awaiting<>(reply, PutResponse.class::cast));
    }

    @Override
    public void deleteRange(
            CallContext call, DeleteRangeRequest request, Reply<DeleteRangeResponse> reply) {
        RequestChecks.check(request);
        proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setDeleteRange(request),
                new Awaiting<>(reply, DeleteRangeResponse.class::cast));
    }

    @Override
    public void txn(CallContext call, TxnRequest request, Reply<TxnResponse> reply) {
        limits.quota().check(GrowthCost.of(request));
        RequestChecks.check(request, limits.maxTxnOps());
        if (!RequestChecks.readOnly(request)) {
            proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setTxn(request),
                    new Awaiting<>(reply, TxnResponse.class::cast));
        } else if (RequestChecks.serializable(request)) {
            serve(request, reply);
        } else {
            reads.linearizable(call, () -> serve(request, reply), reply::fail);
        }
    }

    private void serve(TxnRequest request, Reply<TxnResponse> reply) {
        pool.run(() -> reply.complete(view.get().txn(request, headers)), reply::fail);
    }

    @Override
    public void compact(
            CallContext call, CompactionRequest request, Reply<CompactionResponse> reply) {
        proposer.propose(call.loop(), InternalRaftRequest.newBuilder().setCompaction(request),
                new Proposal.Waiter() {
                    @Override
                    public void applied(Object result) {
                        WriteTxn.Compaction accepted = (WriteTxn.Compaction) result;
                        if (request.getPhysical()) {
                            accepted.finished().thenRunAsync(
                                    () -> reply.complete(accepted.response()), call.loop());
                        } else {
                            reply.complete(accepted.response());
                        }
                    }

                    @Override
                    public void refused(KvException refusal) {
                        reply.fail(refusal);
                    }
                });
    }
}
