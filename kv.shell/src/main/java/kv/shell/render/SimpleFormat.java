package kv.shell.render;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
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
import kv.api.pb.etcdserverpb.ResponseOp;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.api.pb.mvccpb.KeyValue;

/// The default: keys and values on lines of their own, rows with commas.
final class SimpleFormat implements Format {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hex;
    private final boolean valuesAlone;

    SimpleFormat(PrintStream out, PrintStream err, boolean hex, boolean valuesAlone) {
        this.out = out;
        this.err = err;
        this.hex = hex;
        this.valuesAlone = valuesAlone;
    }

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public void put(PutResponse answer) {
        out.println("OK");
        if (answer.hasPrevKv()) {
            keyValue(answer.getPrevKv());
        }
    }

    @Override
    public void range(RangeResponse answer) {
        answer.getKvsList().forEach(this::keyValue);
    }

    @Override
    public void delete(DeleteRangeResponse answer) {
        out.println(answer.getDeleted());
        answer.getPrevKvsList().forEach(this::keyValue);
    }

    @Override
    public void txn(TxnResponse answer) {
        out.println(answer.getSucceeded() ? "SUCCESS" : "FAILURE");
        for (ResponseOp response : answer.getResponsesList()) {
            out.println();
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
        for (Event event : answer.getEventsList()) {
            out.println(event.getType());
            if (event.hasPrevKv()) {
                keyValue(event.getPrevKv());
            }
            keyValue(event.getKv());
        }
        out.flush();
    }

    @Override
    public void members(MemberListResponse answer) {
        Rows.members(answer).forEach(this::row);
    }

    @Override
    public void changed(String sentence, Message answer) {
        out.println(sentence);
    }

    @Override
    public void statuses(List<Answer<StatusResponse>> answers) {
        answers.forEach(answer -> row(Rows.status(answer)));
    }

    @Override
    public void hashes(List<Answer<HashKVResponse>> answers) {
        answers.forEach(answer -> row(Rows.hash(answer)));
    }

    @Override
    public void health(List<Health> endpoints) {
        for (Health health : endpoints) {
            if (health.healthy()) {
                out.println(health.endpoint() + " is healthy: successfully committed proposal:"
                        + " took = " + GoText.duration(health.tookNs()));
            } else {
                out.flush();
                err.println(health.endpoint()
                        + " is unhealthy: failed to commit proposal: " + health.error());
            }
        }
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        out.println("lease " + Rows.leaseId(answer.getID()) + " granted with TTL("
                + answer.getTTL() + "s)");
    }

    @Override
    public void keptAlive(LeaseKeepAliveResponse answer) {
        out.println("lease " + Rows.leaseId(answer.getID()) + " keepalived with TTL("
                + answer.getTTL() + ")");
        out.flush();
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, boolean withKeys) {
        String lease = "lease " + Rows.leaseId(answer.getID());
        if (answer.getTTL() == -1) {
            out.println(lease + " already expired");
            return;
        }
        String keys = withKeys
                ? answer.getKeysList().stream().map(GoText::text)
                        .collect(Collectors.joining(" ", ", attached keys([", "])"))
                : "";
        out.println(lease + " granted with TTL(" + answer.getGrantedTTL() + "s), remaining("
                + answer.getTTL() + "s)" + keys);
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        out.println("found " + answer.getLeasesCount() + " leases");
        answer.getLeasesList().forEach(lease -> out.println(Rows.leaseId(lease.getID())));
    }

    @Override
    public void alarms(AlarmResponse answer) {
        answer.getAlarmsList().forEach(alarm -> out.println("memberID:"
                + Long.toUnsignedString(alarm.getMemberID()) + " alarm:" + alarm.getAlarm()));
    }

    private void row(List<String> cells) {
        out.println(String.join(", ", cells));
    }

    private void keyValue(KeyValue pair) {
        if (!valuesAlone) {
            bytes(pair.getKey());
        }
        bytes(pair.getValue());
    }

    private void bytes(ByteString bytes) {
        if (hex) {
            out.println(GoText.hex(bytes));
        } else {
            out.writeBytes(bytes.toByteArray());
            out.println();
        }
    }
}
