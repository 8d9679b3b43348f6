package kv.server.apply;

import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.LeaseCheckpointResponse;
import kv.raft.model.InvariantError;
import kv.server.cluster.Cluster;
import kv.store.mvcc.WriteTxn;
import kv.store.rows.TableRows;
import kv.store.schema.ClusterRows;

/// Carries out one command on the state. Confined to `kvd-apply`.
///
/// While an alarm stands, commands that would make matters worse are refused here, on every member
/// alike, since a command may have been proposed before the alarm was.
final class CommandApplier {

    private final Cluster cluster;
    private final Alarms alarms;

    CommandApplier(Cluster cluster, Alarms alarms) {
        this.cluster = cluster;
        this.alarms = alarms;
    }

    /// A snapshot has brought other tables.
    void reload(TableRows tables) {
        alarms.reload(tables);
        cluster.reload(tables);
    }

    /// Does what the command says.
    ///
    /// @return the answer for whoever waits
    /// @throws KvException when it is refused; then nothing has changed
    /// @throws InvariantError when the command is none that this server knows
    Object apply(InternalRaftRequest command, WriteTxn txn) {
        refuseUnderAlarm(command);
        if (command.hasPut()) {
            return txn.put(command.getPut());
        }
        if (command.hasTxn()) {
            return txn.txn(command.getTxn());
        }
        if (command.hasDeleteRange()) {
            return txn.deleteRange(command.getDeleteRange());
        }
        if (command.hasRange()) {
            return txn.range(command.getRange());
        }
        if (command.hasCompaction()) {
            return txn.compact(command.getCompaction().getRevision());
        }
        return command.hasAlarm() ? alarms.apply(command.getAlarm(), txn) : lease(command, txn);
    }

    private Object lease(InternalRaftRequest command, WriteTxn txn) {
        if (command.hasLeaseGrant()) {
            return txn.leaseGrant(
                    command.getLeaseGrant().getID(), command.getLeaseGrant().getTTL());
        }
        if (command.hasLeaseRevoke()) {
            return txn.leaseRevoke(command.getLeaseRevoke().getID());
        }
        if (command.hasLeaseCheckpoint()) {
            txn.leaseCheckpoint(command.getLeaseCheckpoint().getCheckpointsList(), true);
            return LeaseCheckpointResponse.getDefaultInstance();
        }
        return membership(command);
    }

    private Object membership(InternalRaftRequest command) {
        if (command.hasClusterMemberAttrSet()) {
            cluster.apply(command.getClusterMemberAttrSet());
        } else if (command.hasClusterVersionSet()) {
            cluster.applyVersion(command.getClusterVersionSet().getVer());
        } else if (command.hasDowngradeInfoSet()) {
            cluster.applyDowngrade(new ClusterRows.Downgrade(
                    command.getDowngradeInfoSet().getVer(),
                    command.getDowngradeInfoSet().getEnabled()));
        } else if (!command.hasDowngradeVersionTest()) {
            throw new InvariantError("a committed command is of a kind that this version does not"
                    + " know. Next: start the version of kvd or etcd that wrote it.");
        }
        return command;
    }

    private void refuseUnderAlarm(InternalRaftRequest command) {
        if (alarms.raised(AlarmType.CORRUPT) && touchesKeys(command)) {
            throw new KvException(ErrorCode.CORRUPT);
        }
        if (alarms.raised(AlarmType.NOSPACE) && grows(command)) {
            throw new KvException(ErrorCode.NO_SPACE);
        }
    }

    private static boolean touchesKeys(InternalRaftRequest command) {
        return command.hasPut() || command.hasTxn() || command.hasDeleteRange()
                || command.hasRange() || command.hasCompaction() || command.hasLeaseGrant()
                || command.hasLeaseRevoke();
    }

    private static boolean grows(InternalRaftRequest command) {
        return command.hasPut() || command.hasLeaseGrant()
                || command.hasTxn() && GrowthCost.of(command.getTxn()) > 0;
    }
}
