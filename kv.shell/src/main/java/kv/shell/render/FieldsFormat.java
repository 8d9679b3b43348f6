package kv.shell.render;

import java.io.PrintStream;
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
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.ResponseOp;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.api.pb.mvccpb.KeyValue;

/// Every field on a line of its own: `"Key" : "foo"`.
final class FieldsFormat implements Format {

    private final PrintStream out;
    private final boolean hex;

    FieldsFormat(PrintStream out, boolean hex) {
        this.out = out;
        this.hex = hex;
    }

    @Override
    public String name() {
        return "fields";
    }

    @Override
    public void put(PutResponse answer) {
        header(answer.getHeader());
        if (answer.hasPrevKv()) {
            keyValue("Prev", answer.getPrevKv());
        }
    }

    @Override
    public void range(RangeResponse answer) {
        header(answer.getHeader());
        answer.getKvsList().forEach(pair -> keyValue("", pair));
        field("More", answer.getMore());
        field("Count", answer.getCount());
    }

    @Override
    public void delete(DeleteRangeResponse answer) {
        header(answer.getHeader());
        field("Deleted", answer.getDeleted());
        answer.getPrevKvsList().forEach(pair -> keyValue("Prev", pair));
    }

    @Override
    public void txn(TxnResponse answer) {
        header(answer.getHeader());
        field("Succeeded", answer.getSucceeded());
        for (ResponseOp response : answer.getResponsesList()) {
            switch (response.getResponseCase()) {
                case RESPONSE_PUT -> put(response.getResponsePut());
                case RESPONSE_RANGE -> range(response.getResponseRange());
                case RESPONSE_DELETE_RANGE -> delete(response.getResponseDeleteRange());
                case RESPONSE_TXN -> txn(response.getResponseTxn());
                case RESPONSE_NOT_SET -> { }
            }
        }
    }

    @Override
    public void watch(WatchResponse answer) {
        header(answer.getHeader());
        for (Event event : answer.getEventsList()) {
            field("Type", event.getType());
            if (event.hasPrevKv()) {
                keyValue("Prev", event.getPrevKv());
            }
            keyValue("", event.getKv());
        }
        out.flush();
    }

    @Override
    public void members(MemberListResponse answer) {
        header(answer.getHeader());
        answer.getMembersList().forEach(member -> {
            field("ID", id(member.getID()));
            text("Name", member.getName());
            member.getPeerURLsList().forEach(url -> text("PeerURL", url));
            member.getClientURLsList().forEach(url -> text("ClientURL", url));
            field("IsLearner", member.getIsLearner());
            out.println();
        });
    }

    @Override
    public void statuses(List<Answer<StatusResponse>> answers) {
        for (Answer<StatusResponse> answer : answers) {
            StatusResponse status = answer.message();
            header(status.getHeader());
            text("Version", status.getVersion());
            text("StorageVersion", status.getStorageVersion());
            field("DBSize", status.getDbSize());
            field("DBSizeInUse", status.getDbSizeInUse());
            field("DBSizeQuota", status.getDbSizeQuota());
            field("Leader", id(status.getLeader()));
            field("IsLearner", status.getIsLearner());
            field("RaftIndex", Long.toUnsignedString(status.getRaftIndex()));
            field("RaftTerm", Long.toUnsignedString(status.getRaftTerm()));
            field("RaftAppliedIndex", Long.toUnsignedString(status.getRaftAppliedIndex()));
            field("Errors", "[" + String.join(" ", status.getErrorsList()) + "]");
            text("Endpoint", answer.endpoint());
            text("DowngradeTargetVersion", status.getDowngradeInfo().getTargetVersion());
            field("DowngradeEnabled", status.getDowngradeInfo().getEnabled());
            out.println();
        }
    }

    @Override
    public void hashes(List<Answer<HashKVResponse>> answers) {
        for (Answer<HashKVResponse> answer : answers) {
            header(answer.message().getHeader());
            text("Endpoint", answer.endpoint());
            field("Hash", Integer.toUnsignedString(answer.message().getHash()));
            field("HashRevision", answer.message().getHashRevision());
            out.println();
        }
    }

    @Override
    public void health(List<Health> endpoints) {
        for (Health health : endpoints) {
            text("Endpoint", health.endpoint());
            field("Health", health.healthy());
            field("Took", GoText.duration(health.tookNs()));
            field("Error", health.error());
            out.println();
        }
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        header(answer.getHeader());
        field("ID", answer.getID());
        field("TTL", answer.getTTL());
    }

    @Override
    public void keptAlive(LeaseKeepAliveResponse answer) {
        header(answer.getHeader());
        field("ID", answer.getID());
        field("TTL", answer.getTTL());
        out.flush();
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, boolean withKeys) {
        header(answer.getHeader());
        field("ID", answer.getID());
        field("TTL", answer.getTTL());
        field("GrantedTTL", answer.getGrantedTTL());
        answer.getKeysList().forEach(key -> field("Key", GoText.quoted(key)));
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        header(answer.getHeader());
        answer.getLeasesList().forEach(lease -> field("ID", lease.getID()));
    }

    @Override
    public void alarms(AlarmResponse answer) {
        header(answer.getHeader());
        answer.getAlarmsList().forEach(alarm -> {
            field("MemberID", Long.toUnsignedString(alarm.getMemberID()));
            field("AlarmType", alarm.getAlarm());
            out.println();
        });
    }

    private void header(ResponseHeader header) {
        field("ClusterID", id(header.getClusterId()));
        field("MemberID", id(header.getMemberId()));
        if (header.getRevision() != 0) {
            field("Revision", header.getRevision());
        }
        field("RaftTerm", Long.toUnsignedString(header.getRaftTerm()));
    }

    private void keyValue(String prefix, KeyValue pair) {
        field(prefix + "Key", GoText.quoted(pair.getKey()));
        field(prefix + "CreateRevision", pair.getCreateRevision());
        field(prefix + "ModRevision", pair.getModRevision());
        field(prefix + "Version", pair.getVersion());
        field(prefix + "Value", GoText.quoted(pair.getValue()));
        field(prefix + "Lease", hex ? Rows.leaseId(pair.getLease()) : pair.getLease());
    }

    private String id(long id) {
        return hex ? Long.toHexString(id) : Long.toUnsignedString(id);
    }

    private void text(String name, String value) {
        field(name, GoText.quoted(value));
    }

    private void field(String name, Object value) {
        out.println("\"" + name + "\" : " + value);
    }
}
