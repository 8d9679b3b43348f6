package kv.plugin.protocol.grpc.client;

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
import kv.plugin.protocol.grpc.method.MaintenanceMethods;

/// `etcdserverpb.Maintenance` of a server. Thread-safe.
record RemoteMaintenance(Caller caller) implements MaintenanceService {

    @Override
    public void alarm(CallContext call, AlarmRequest request, Reply<AlarmResponse> reply) {
        caller.call(MaintenanceMethods.ALARM, call, request, reply);
    }

    @Override
    public void status(CallContext call, StatusRequest request, Reply<StatusResponse> reply) {
        caller.call(MaintenanceMethods.STATUS, call, request, reply);
    }

    @Override
    public void defragment(
            CallContext call, DefragmentRequest request, Reply<DefragmentResponse> reply) {
        caller.call(MaintenanceMethods.DEFRAGMENT, call, request, reply);
    }

    @Override
    public void hash(CallContext call, HashRequest request, Reply<HashResponse> reply) {
        caller.call(MaintenanceMethods.HASH, call, request, reply);
    }

    @Override
    public void hashKv(CallContext call, HashKVRequest request, Reply<HashKVResponse> reply) {
        caller.call(MaintenanceMethods.HASH_KV, call, request, reply);
    }

    @Override
    public void snapshot(
            CallContext call, SnapshotRequest request, ReplyStream<SnapshotResponse> reply) {
        caller.stream(MaintenanceMethods.SNAPSHOT, call, request, reply);
    }

    @Override
    public void moveLeader(
            CallContext call, MoveLeaderRequest request, Reply<MoveLeaderResponse> reply) {
        caller.call(MaintenanceMethods.MOVE_LEADER, call, request, reply);
    }

    @Override
    public void downgrade(
            CallContext call, DowngradeRequest request, Reply<DowngradeResponse> reply) {
        caller.call(MaintenanceMethods.DOWNGRADE, call, request, reply);
    }
}
