package kv.server.service;

import com.google.protobuf.MessageLite;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.DefragmentRequest;
import kv.api.pb.etcdserverpb.DefragmentResponse;
import kv.api.pb.etcdserverpb.DowngradeRequest;
import kv.api.pb.etcdserverpb.DowngradeResponse;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.HashRequest;
import kv.api.pb.etcdserverpb.HashResponse;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.MoveLeaderRequest;
import kv.api.pb.etcdserverpb.MoveLeaderResponse;
import kv.api.pb.etcdserverpb.SnapshotRequest;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.CallContext;
import kv.api.service.MaintenanceService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.server.apply.ApplyLoop;
import kv.server.apply.EngineLoop;
import kv.server.command.Proposer;
import kv.server.snapshot.stream.SnapshotStreams;
import kv.store.engine.KvHash;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.StateSnapshot;

/// `etcdserverpb.Maintenance`: the member itself, not its keys. Any thread.
public final class MemberMaintenance implements MaintenanceService {

    private final Parts parts;

    /// What the service asks.
    ///
    /// @param proposer for alarms
    /// @param apply orders snapshots of exactly one state
    /// @param engine defragments
    /// @param store for sizes
    /// @param pool computes hashes
    /// @param snapshots sends the state as a file
    /// @param status what `Status` answers
    /// @param headers of the answers
    /// @param leadership is handed over
    public record Parts(
            Proposer proposer,
            ApplyLoop apply,
            EngineLoop engine,
            MvccStore store,
            ReadPool pool,
            SnapshotStreams snapshots,
            Supplier<StatusResponse> status,
            Headers headers,
            Leadership leadership) {
    }

    public MemberMaintenance(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void alarm(CallContext call, AlarmRequest request, Reply<AlarmResponse> reply) {
        parts.proposer().propose(call.loop(), InternalRaftRequest.newBuilder().setAlarm(request),
                new Awaiting<>(reply, result -> ((AlarmResponse) result).toBuilder()
                        .setHeader(header()).build()));
    }

    @Override
    public void status(CallContext call, StatusRequest request, Reply<StatusResponse> reply) {
        reply.complete(parts.status().get());
    }

    /// What was compacted before goes first, so that its space comes back too.
    @Override
    public void defragment(
            CallContext call, DefragmentRequest request, Reply<DefragmentResponse> reply) {
        Runnable answer = () -> call.loop().execute(
                () -> reply.complete(DefragmentResponse.getDefaultInstance()));
        parts.apply().run(() -> parts.store().compactions().thenRun(
                () -> parts.engine().defragment(
                        task -> parts.pool().run(task, reply::fail), answer)));
    }

    @Override
    public void hash(CallContext call, HashRequest request, Reply<HashResponse> reply) {
        onSnapshot(call, reply, snapshot -> HashResponse.newBuilder()
                .setHeader(parts.headers().at(snapshot.view().revision()))
                .setHash(snapshot.hash())
                .build());
    }

    @Override
    public void hashKv(CallContext call, HashKVRequest request, Reply<HashKVResponse> reply) {
        onSnapshot(call, reply, snapshot -> {
            KvHash hash = snapshot.hashKv(request.getRevision());
            return HashKVResponse.newBuilder()
                    .setHeader(parts.headers().at(snapshot.view().revision()))
                    .setHash(hash.hash())
                    .setCompactRevision(hash.compactRevision())
                    .setHashRevision(hash.revision())
                    .build();
        });
    }

    private <M extends MessageLite> void onSnapshot(
            CallContext call, Reply<M> reply, Function<StateSnapshot, M> answer) {
        Consumer<KvException> refuse = reply::fail;
        parts.apply().run(() -> parts.store().orderSnapshot(snapshot -> parts.pool().run(() -> {
            try (snapshot) {
                M message = answer.apply(snapshot);
                call.loop().execute(() -> reply.complete(message));
            }
        }, refusal -> {
            snapshot.close();
            refuse.accept(refusal);
        })));
    }

    @Override
    public void snapshot(
            CallContext call, SnapshotRequest request, ReplyStream<SnapshotResponse> reply) {
        parts.snapshots().send(call, reply);
    }

    @Override
    public void moveLeader(
            CallContext call, MoveLeaderRequest request, Reply<MoveLeaderResponse> reply) {
        parts.leadership().move(request.getTargetID(), call.loop(),
                () -> reply.complete(MoveLeaderResponse.getDefaultInstance()), reply::fail);
    }

    @Override
    public void downgrade(
            CallContext call, DowngradeRequest request, Reply<DowngradeResponse> reply) {
        throw new KvException(StatusCode.UNIMPLEMENTED, "kvd cannot be downgraded");
    }

    private kv.api.pb.etcdserverpb.ResponseHeader header() {
        return parts.headers().at(parts.store().view().revision());
    }
}
