package kv.shell.render;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.protobuf.Message;
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
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.etcdserverpb.WatchResponse;

/// One line of JSON with the fields that are set, under their names in etcd's messages; bytes in
/// base64, enums as numbers. Leases and watches have etcdctl's own shapes.
final class JsonFormat implements Format {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final PrintStream out;
    private final boolean hex;

    JsonFormat(PrintStream out, boolean hex) {
        this.out = out;
        this.hex = hex;
    }

    @Override
    public String name() {
        return "json";
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
    public void alarms(AlarmResponse answer) {
        write(answer);
    }

    @Override
    public void members(MemberListResponse answer) {
        print(hex ? MessageJson.withHexIds(answer) : MessageJson.of(answer));
    }

    @Override
    public void changed(String sentence, Message answer) {
        print(hex ? MessageJson.withHexIds(answer) : MessageJson.of(answer));
    }

    @Override
    public void watch(WatchResponse answer) {
        JsonArray events = new JsonArray();
        answer.getEventsList().forEach(event -> events.add(MessageJson.of(event)));
        JsonObject json = new JsonObject();
        json.add("Header", MessageJson.of(answer.getHeader()));
        json.add("Events", events);
        json.addProperty("CompactRevision", answer.getCompactRevision());
        json.addProperty("Canceled", answer.getCanceled());
        json.addProperty("Created", answer.getCreated());
        json.addProperty("CancelReason", answer.getCancelReason());
        print(json);
        out.flush();
    }

    @Override
    public void statuses(List<Answer<StatusResponse>> answers) {
        print(answers(answers, "Status"));
    }

    @Override
    public void hashes(List<Answer<HashKVResponse>> answers) {
        print(answers(answers, "HashKV"));
    }

    @Override
    public void health(List<Health> endpoints) {
        JsonArray all = new JsonArray();
        for (Health health : endpoints) {
            JsonObject one = new JsonObject();
            one.addProperty("endpoint", health.endpoint());
            one.addProperty("health", health.healthy());
            one.addProperty("took", GoText.duration(health.tookNs()));
            if (!health.error().isEmpty()) {
                one.addProperty("error", health.error());
            }
            all.add(one);
        }
        print(all);
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        JsonObject json = header(answer.getHeader());
        json.addProperty("ID", answer.getID());
        json.addProperty("TTL", answer.getTTL());
        json.addProperty("Error", answer.getError());
        print(json);
    }

    @Override
    public void keptAlive(LeaseKeepAliveResponse answer) {
        JsonObject json = header(answer.getHeader());
        json.addProperty("ID", answer.getID());
        json.addProperty("TTL", answer.getTTL());
        print(json);
        out.flush();
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, boolean withKeys) {
        JsonObject json = header(answer.getHeader());
        json.addProperty("id", answer.getID());
        json.addProperty("ttl", answer.getTTL());
        json.addProperty("granted-ttl", answer.getGrantedTTL());
        json.add("keys", answer.getKeysCount() == 0
                ? JsonNull.INSTANCE
                : MessageJson.of(answer).get("keys"));
        print(json);
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        JsonArray leases = new JsonArray();
        answer.getLeasesList().forEach(lease -> {
            JsonObject one = new JsonObject();
            one.addProperty("id", lease.getID());
            leases.add(one);
        });
        JsonObject json = header(answer.getHeader());
        json.add("leases", leases);
        print(json);
    }

    /// A lease's answer has the header's fields beside its own.
    private static JsonObject header(ResponseHeader header) {
        return MessageJson.of(header);
    }

    private static <M extends Message> JsonArray answers(List<Answer<M>> answers, String name) {
        JsonArray all = new JsonArray();
        for (Answer<M> answer : answers) {
            JsonObject one = new JsonObject();
            one.addProperty("Endpoint", answer.endpoint());
            one.add(name, MessageJson.of(answer.message()));
            all.add(one);
        }
        return all;
    }

    private void write(Message answer) {
        print(MessageJson.of(answer));
    }

    private void print(JsonElement json) {
        out.println(GSON.toJson(json));
    }
}
