package kv.api.service;

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

/// `etcdserverpb.Maintenance`: the member itself, not its keys.
public interface MaintenanceService {

    /// `Alarm`.
    void alarm(CallContext call, AlarmRequest request, Reply<AlarmResponse> reply);

    /// `Status`.
    void status(CallContext call, StatusRequest request, Reply<StatusResponse> reply);

    /// `Defragment`.
    void defragment(CallContext call, DefragmentRequest request, Reply<DefragmentResponse> reply);

    /// `Hash`.
    void hash(CallContext call, HashRequest request, Reply<HashResponse> reply);

    /// `HashKV`.
    void hashKv(CallContext call, HashKVRequest request, Reply<HashKVResponse> reply);

    /// `Snapshot`: the member's state as an etcd database file, in chunks.
    void snapshot(CallContext call, SnapshotRequest request, ReplyStream<SnapshotResponse> reply);

    /// `MoveLeader`.
    void moveLeader(CallContext call, MoveLeaderRequest request, Reply<MoveLeaderResponse> reply);

    /// `Downgrade`.
    void downgrade(CallContext call, DowngradeRequest request, Reply<DowngradeResponse> reply);
}
