package kv.simulation.member;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.simulation.world.SimulatedCall;

/// Sends random requests and tells the judge what becomes of them. A refusal says nothing of
/// whether the write took effect.
final class Client {

    private static final int KEYS = 5;

    private final RandomGenerator random;
    private final Judge judge;
    private final SimulatedCall call;
    private int nextId = 1;
    private int answered;

    Client(RandomGenerator random, Judge judge, Executor loop) {
        this.random = random;
        this.judge = judge;
        this.call = new SimulatedCall(loop);
    }

    /// How many calls were answered, refusals included.
    int answered() {
        return answered;
    }

    void call(KvService service) {
        try {
            switch (random.nextInt(5)) {
                case 0 -> get(service);
                case 1 -> delete(service);
                default -> put(service);
            }
        } catch (KvException refused) {
            answered++;
        }
    }

    private void put(KvService service) {
        Write write = write(Write.Kind.PUT);
        judge.sends(write);
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(write.key()))
                .setValue(ByteString.copyFromUtf8(Integer.toString(write.id())))
                .build();
        service.put(call, request, reply((PutResponse answer) ->
                judge.acknowledges(write, answer.getHeader().getRevision())));
    }

    private void delete(KvService service) {
        Write write = write(Write.Kind.DELETE);
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(write.key())).build();
        service.deleteRange(call, request, reply((DeleteRangeResponse answer) -> {
            if (answer.getDeleted() > 0) {
                judge.acknowledges(write, answer.getHeader().getRevision());
            }
        }));
    }

    private void get(KvService service) {
        String key = key();
        long floor = judge.newest();
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key)).build();
        service.range(call, request,
                reply((RangeResponse answer) -> judge.reads(key, answer, floor)));
    }

    private Write write(Write.Kind kind) {
        return new Write(nextId++, key(), kind);
    }

    private String key() {
        return "k" + random.nextInt(KEYS);
    }

    private <M extends MessageLite> Reply<M> reply(Consumer<M> onAnswer) {
        return new Reply<>() {
            @Override
            public void complete(M message) {
                answered++;
                onAnswer.accept(message);
            }

            @Override
            public void fail(KvException refusal) {
                answered++;
            }
        };
    }
}
