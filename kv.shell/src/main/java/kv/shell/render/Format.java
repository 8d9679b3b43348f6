package kv.shell.render;

import com.google.protobuf.Message;
import java.util.List;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.LeaseLeasesResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;

/// One of etcdctl's output formats: writes each kind of answer that it has a form for, and refuses
/// the others as etcdctl does. Used by one thread.
public interface Format {

    /// Its name on the command line.
    String name();

    /// The answer to a put.
    default void put(PutResponse answer) {
        throw unsupported();
    }

    /// The answer to a get.
    default void range(RangeResponse answer) {
        throw unsupported();
    }

    /// The answer to a delete.
    default void delete(DeleteRangeResponse answer) {
        throw unsupported();
    }

    /// The answer to a transaction, with the answers to its operations.
    default void txn(TxnResponse answer) {
        throw unsupported();
    }

    /// Events of a watch.
    default void watch(WatchResponse answer) {
        throw unsupported();
    }

    /// The members of the cluster.
    default void members(MemberListResponse answer) {
        throw unsupported();
    }

    /// A change of the cluster.
    ///
    /// @param sentence what has been done
    /// @param answer the server's
    default void changed(String sentence, Message answer) {
        throw unsupported();
    }

    /// What endpoints say of themselves.
    default void statuses(List<Answer<StatusResponse>> answers) {
        throw unsupported();
    }

    /// Hashes of endpoints' keys.
    default void hashes(List<Answer<HashKVResponse>> answers) {
        throw unsupported();
    }

    /// Which endpoints are healthy.
    default void health(List<Health> endpoints) {
        throw unsupported();
    }

    /// A new lease.
    default void granted(LeaseGrantResponse answer) {
        throw unsupported();
    }

    /// A renewed lease.
    default void keptAlive(LeaseKeepAliveResponse answer) {
        throw unsupported();
    }

    /// What is left of a lease.
    ///
    /// @param withKeys whether its keys were asked for
    default void timeToLive(LeaseTimeToLiveResponse answer, boolean withKeys) {
        throw unsupported();
    }

    /// All leases.
    default void leases(LeaseLeasesResponse answer) {
        throw unsupported();
    }

    /// Alarms that are set.
    default void alarms(AlarmResponse answer) {
        throw unsupported();
    }

    private CommandFailure unsupported() {
        return new CommandFailure(
                ExitCode.BAD_FEATURE, name() + " not supported as output format");
    }
}
