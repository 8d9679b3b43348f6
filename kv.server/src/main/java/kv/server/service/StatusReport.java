package kv.server.service;

import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.DowngradeInfo;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.spi.storage.StorageEngine;
import kv.server.apply.Alarms;
import kv.server.apply.EngineLoop;
import kv.server.consensus.RaftLoop;
import kv.server.consensus.RaftView;
import kv.store.mvcc.MvccStore;

/// What `Status` answers. Any thread.
public final class StatusReport implements Supplier<StatusResponse> {

    /// The version that clients are told: the etcd whose behaviour this is.
    public static final String ETCD_VERSION = "3.7.1";

    private final RaftLoop raft;
    private final MvccStore store;
    private final EngineLoop engine;
    private final Alarms alarms;
    private final Headers headers;
    private final long quotaBytes;

    /// @param quotaBytes as etcd reports it
    public StatusReport(RaftLoop raft, MvccStore store, EngineLoop engine, Alarms alarms,
            Headers headers, long quotaBytes) {
        this.raft = raft;
        this.store = store;
        this.engine = engine;
        this.alarms = alarms;
        this.headers = headers;
        this.quotaBytes = quotaBytes;
    }

    @Override
    public StatusResponse get() {
        RaftView view = raft.view();
        StorageEngine.Sizes sizes = engine.sizes();
        StatusResponse.Builder answer = StatusResponse.newBuilder()
                .setHeader(headers.at(store.view().revision()))
                .setVersion(ETCD_VERSION)
                .setDbSize(sizes.totalBytes())
                .setDbSizeInUse(sizes.inUseBytes())
                .setDbSizeQuota(quotaBytes)
                .setLeader(view.leader())
                .setRaftIndex(raft.commitIndex())
                .setRaftTerm(view.term())
                .setRaftAppliedIndex(store.view().appliedIndex())
                .setStorageVersion("3.7.0")
                .setDowngradeInfo(DowngradeInfo.newBuilder());
        if (!view.hasLeader()) {
            answer.addErrors(ErrorCode.NO_LEADER.text());
        }
        for (AlarmMember alarm : alarms.active()) {
            answer.addErrors("memberID:" + Long.toUnsignedString(alarm.getMemberID())
                    + " alarm:" + Alarms.name(alarm) + " ");
        }
        return answer.build();
    }
}
