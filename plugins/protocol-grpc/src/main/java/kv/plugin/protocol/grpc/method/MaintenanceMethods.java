package kv.plugin.protocol.grpc.method;

import java.util.List;
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
import kv.api.service.MaintenanceService;

/// The rows of `etcdserverpb.Maintenance`. Immutable.
public final class MaintenanceMethods {

    /// `Alarm`.
    public static final Unary<MaintenanceService, AlarmRequest, AlarmResponse> ALARM =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/Alarm",
                    AlarmRequest.parser(), AlarmResponse.parser(),
                    MaintenanceService::alarm);

    /// `Status`.
    public static final Unary<MaintenanceService, StatusRequest, StatusResponse> STATUS =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/Status",
                    StatusRequest.parser(), StatusResponse.parser(),
                    MaintenanceService::status);

    /// `Defragment`.
    public static final Unary<MaintenanceService, DefragmentRequest, DefragmentResponse>
            DEFRAGMENT =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/Defragment",
                    DefragmentRequest.parser(), DefragmentResponse.parser(),
                    MaintenanceService::defragment);

    /// `Hash`.
    public static final Unary<MaintenanceService, HashRequest, HashResponse> HASH =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/Hash",
                    HashRequest.parser(), HashResponse.parser(),
                    MaintenanceService::hash);

    /// `HashKV`.
    public static final Unary<MaintenanceService, HashKVRequest, HashKVResponse> HASH_KV =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/HashKV",
                    HashKVRequest.parser(), HashKVResponse.parser(),
                    MaintenanceService::hashKv);

    /// `Snapshot`.
    public static final ServerStreaming<MaintenanceService, SnapshotRequest, SnapshotResponse>
            SNAPSHOT =
            new ServerStreaming<>(MaintenanceService.class, "etcdserverpb.Maintenance/Snapshot",
                    SnapshotRequest.parser(), SnapshotResponse.parser(),
                    MaintenanceService::snapshot);

    /// `MoveLeader`.
    public static final Unary<MaintenanceService, MoveLeaderRequest, MoveLeaderResponse>
            MOVE_LEADER =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/MoveLeader",
                    MoveLeaderRequest.parser(), MoveLeaderResponse.parser(),
                    MaintenanceService::moveLeader);

    /// `Downgrade`.
    public static final Unary<MaintenanceService, DowngradeRequest, DowngradeResponse> DOWNGRADE =
            new Unary<>(MaintenanceService.class, "etcdserverpb.Maintenance/Downgrade",
                    DowngradeRequest.parser(), DowngradeResponse.parser(),
                    MaintenanceService::downgrade);

    static final List<Method<?, ?, ?>> ALL = List.of(
            ALARM, STATUS, DEFRAGMENT, HASH, HASH_KV, SNAPSHOT, MOVE_LEADER, DOWNGRADE);

    private MaintenanceMethods() {
    }
}
