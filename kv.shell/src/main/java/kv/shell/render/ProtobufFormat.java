package kv.shell.render;

import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import java.io.PrintStream;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.etcdserverpb.WatchResponse;

/// The answer's bytes as they came.
final class ProtobufFormat implements Format {

    private final PrintStream out;

    ProtobufFormat(PrintStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public void put(PutResponse answer) {
        write(answer);
    }

    @Override
    public void range(RangeResponse answer) {
        write(answer);
    }

    @Override
    public void delete(DeleteRangeResponse answer) {
        write(answer);
    }

    @Override
    public void txn(TxnResponse answer) {
        write(answer);
    }

    @Override
    public void watch(WatchResponse answer) {
        write(answer);
    }

    @Override
    public void changed(String sentence, Message answer) {
        write(answer);
    }

    @Override
    public void members(MemberListResponse answer) {
        write(answer);
    }

    @Override
    public void alarms(AlarmResponse answer) {
        write(answer);
    }

    private void write(MessageLite answer) {
        out.writeBytes(answer.toByteArray());
    }
}
