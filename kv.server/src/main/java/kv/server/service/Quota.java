package kv.server.service;

import java.util.function.LongSupplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.server.apply.Alarms;
import kv.server.command.Proposal;
import kv.server.command.Proposer;

/// Refuses what would let the stored data grow beyond `--quota-backend-bytes`, and raises the
/// alarm `NOSPACE` when that first happens. Any thread.
public final class Quota {

    private final long quotaBytes;
    private final LongSupplier storedBytes;
    private final Alarms alarms;
    private final Proposer proposer;
    private final long memberId;

    /// @param quotaBytes 0 or less for no limit
    /// @param storedBytes what the engine occupies
    public Quota(long quotaBytes, LongSupplier storedBytes, Alarms alarms, Proposer proposer,
            long memberId) {
        this.quotaBytes = quotaBytes;
        this.storedBytes = storedBytes;
        this.alarms = alarms;
        this.proposer = proposer;
        this.memberId = memberId;
    }

    /// The limit, for the status.
    public long quotaBytes() {
        return quotaBytes;
    }

    /// Judges a request by its [kv.server.apply.GrowthCost].
    ///
    /// @throws KvException when it does not fit
    public void check(long costBytes) {
        if (costBytes == 0 || quotaBytes <= 0
                || storedBytes.getAsLong() + costBytes < quotaBytes) {
            return;
        }
        if (!alarms.raised(AlarmType.NOSPACE)) {
            raise();
        }
        throw new KvException(ErrorCode.NO_SPACE);
    }

    private void raise() {
        AlarmRequest alarm = AlarmRequest.newBuilder()
                .setMemberID(memberId)
                .setAction(AlarmRequest.AlarmAction.ACTIVATE)
                .setAlarm(AlarmType.NOSPACE)
                .build();
        proposer.proposeInternal(Runnable::run,
                InternalRaftRequest.newBuilder().setAlarm(alarm), Proposal.Waiter.NOBODY);
    }
}
