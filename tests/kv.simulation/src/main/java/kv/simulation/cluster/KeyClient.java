package kv.simulation.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.service.KvService;
import kv.simulation.judge.ClientJudge;

/// A client that writes and reads keys, one request after the other, each time at any member, and
/// goes on after an answer, a refusal, or when it has waited for long enough. Each attempt to
/// write has a value of its own.
final class KeyClient {

    private static final int KEYS = 6;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int LARGE_BYTES = 300_000;

    private final Cluster cluster;
    private final String name;
    private final SplittableRandom chance;
    private final Caller caller;
    private final ClientJudge judge;
    private long requests;
    private boolean stopped;

    KeyClient(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
        this.chance = cluster.world().chance().split();
        this.caller = new Caller(cluster);
        this.judge = cluster.judges().clients();
        next();
    }

    /// Asks nothing more.
    void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        long mine = ++requests;
        cluster.world().timeline().after(chance.nextLong(PAUSE_NS), () -> {
            Machine machine = cluster.anyUp(chance);
            if (machine == null) {
                next();
                return;
            }
            cluster.world().timeline().after(chance.nextLong(PATIENCE_NS) + PAUSE_NS,
                    () -> goOnAfter(mine));
            request(machine, mine);
        });
    }

    private void goOnAfter(long request) {
        if (request == requests) {
            next();
        }
    }

    private void request(Machine machine, long mine) {
        switch (chance.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> put(machine, mine);
            case 6, 7 -> delete(machine, mine);
            case 8, 9, 10, 11 -> txn(machine, mine);
            case 12 -> compact(machine, mine);
            case 13, 14 -> readAnyhow(machine, mine);
            default -> read(machine, mine);
        }
    }

    private <M extends MessageLite> Caller.Outcome<M> outcome(long mine, Consumer<M> answered) {
        return Caller.Outcome.of(answered, () -> goOnAfter(mine));
    }

    private ByteString key() {
        return ByteString.copyFromUtf8("k" + chance.nextInt(KEYS));
    }

    private ByteString value(String suffix) {
        String value = name + "." + requests + suffix;
        return ByteString.copyFromUtf8(
                chance.nextInt(200) == 0 ? value + "-".repeat(LARGE_BYTES) : value);
    }

    private static KvService kv(kv.api.service.Services services) {
        return services.find(KvService.class).orElseThrow();
    }

    private void put(Machine machine, long mine) {
        ByteString key = key();
        ByteString value = value("");
        long floor = judge.newest();
        PutRequest request = PutRequest.newBuilder().setKey(key).setValue(value).build();
        caller.call(machine, (services, call, reply) -> kv(services).put(call, request, reply),
                outcome(mine, (PutResponse answer) -> judge.wrote(
                        key, value, answer.getHeader().getRevision(), floor)));
    }

    private void delete(Machine machine, long mine) {
        ByteString key = key();
        long floor = judge.newest();
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(key).build();
        caller.call(machine,
                (services, call, reply) -> kv(services).deleteRange(call, request, reply),
                outcome(mine, (DeleteRangeResponse answer) -> {
                    long revision = answer.getHeader().getRevision();
                    if (answer.getDeleted() > 0) {
                        judge.wrote(key, null, revision, floor);
                    } else {
                        judge.read(key, List.of(), revision, floor);
                    }
                }));
    }

    /// Sets two keys if one was not changed since it was looked at, by this client's knowledge.
    private void txn(Machine machine, long mine) {
        ByteString key = key();
        ByteString other = ByteString.copyFromUtf8("t" + chance.nextInt(2));
        ByteString value = value("");
        ByteString second = value("'");
        long floor = judge.newest();
        TxnRequest request = TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder().setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL).setKey(key)
                        .setModRevision(modified(key)))
                .addSuccess(RequestOp.newBuilder().setRequestPut(
                        PutRequest.newBuilder().setKey(key).setValue(value)))
                .addSuccess(RequestOp.newBuilder().setRequestPut(
                        PutRequest.newBuilder().setKey(other).setValue(second)))
                .addFailure(RequestOp.newBuilder().setRequestRange(
                        RangeRequest.newBuilder().setKey(key)))
                .build();
        caller.call(machine, (services, call, reply) -> kv(services).txn(call, request, reply),
                outcome(mine, (TxnResponse answer) -> {
                    long revision = answer.getHeader().getRevision();
                    if (answer.getSucceeded()) {
                        judge.wrote(key, value, revision, floor);
                        judge.wrote(other, second, revision, floor);
                    } else {
                        judge.read(key, answer.getResponses(0).getResponseRange().getKvsList(),
                                revision, floor);
                    }
                }));
    }

    private long modified(ByteString key) {
        var known = cluster.judges().ledger().model().at(key, judge.newest());
        return known == null ? 0 : known.modified();
    }

    private void read(Machine machine, long mine) {
        ByteString key = key();
        long floor = judge.newest();
        RangeRequest request = RangeRequest.newBuilder().setKey(key).build();
        caller.call(machine, (services, call, reply) -> kv(services).range(call, request, reply),
                outcome(mine, (RangeResponse answer) -> judge.read(key, answer.getKvsList(),
                        answer.getHeader().getRevision(), floor)));
    }

    /// The member's own state, or that of an old revision.
    private void readAnyhow(Machine machine, long mine) {
        ByteString key = key();
        long at = chance.nextBoolean() ? 0 : 1 + chance.nextLong(judge.newest());
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(key).setSerializable(true).setRevision(at).build();
        caller.call(machine, (services, call, reply) -> kv(services).range(call, request, reply),
                outcome(mine, (RangeResponse answer) -> {
                    List<KeyValue> found = answer.getKvsList();
                    long revision = answer.getHeader().getRevision();
                    judge.shows(key, found, at == 0 ? revision : at, revision);
                }));
    }

    private void compact(Machine machine, long mine) {
        long newest = judge.newest();
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(Math.max(1, newest - chance.nextInt(50))).build();
        caller.call(machine, (services, call, reply) -> kv(services).compact(call, request, reply),
                outcome(mine, (CompactionResponse answer) -> { }));
    }
}
