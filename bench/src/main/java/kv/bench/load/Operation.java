package kv.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.Reply;

/// What one request of a load is.
public enum Operation {
    /// Writes a key.
    PUT,
    /// Reads a key, linearizable.
    GET,
    /// Reads a key from the member that is asked, as it is there.
    SERIALIZABLE,
    /// A put in five, else a get.
    MIXED,
    /// Writes a key if it exists, and reads another: one compare, one operation each way.
    TXN,
    /// Reads up to a hundred keys in order, linearizable.
    RANGE;

    private static final int ROWS = 100;

    /// Sends one request for `key` and calls `done` when it is answered, with the refusal or null.
    void start(
            KvService kv, KeySpace space, ByteString key, SplittableRandom random,
            Consumer<KvException> done) {
        ClientCall call = ClientCall.unlimited();
        Ending<?> ending = new Ending<>(done);
        switch (this) {
            case PUT -> kv.put(call, put(key, space.value(random)), ending.cast());
            case GET -> kv.range(call, get(key).build(), ending.cast());
            case SERIALIZABLE ->
                    kv.range(call, get(key).setSerializable(true).build(), ending.cast());
            case MIXED -> (random.nextInt(5) == 0 ? PUT : GET)
                    .start(kv, space, key, random, done);
            case TXN -> kv.txn(call, txn(space, key, random), ending.cast());
            case RANGE -> kv.range(call, range(key), ending.cast());
        }
    }

    private static PutRequest put(ByteString key, ByteString value) {
        return PutRequest.newBuilder().setKey(key).setValue(value).build();
    }

    private static RangeRequest.Builder get(ByteString key) {
        return RangeRequest.newBuilder().setKey(key);
    }

    private static RangeRequest range(ByteString key) {
        return get(key).setRangeEnd(ByteString.copyFromUtf8("\0")).setLimit(ROWS).build();
    }

    private static TxnRequest txn(KeySpace space, ByteString key, SplittableRandom random) {
        ByteString other = space.anyKey(random);
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.VERSION)
                        .setResult(Compare.CompareResult.GREATER)
                        .setVersion(0))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(put(key, space.value(random))))
                .addFailure(RequestOp.newBuilder().setRequestRange(get(other)))
                .build();
    }

    /// Counts an answer and leaves it undecoded where the protocol allows it.
    private record Ending<M extends MessageLite>(Consumer<KvException> done)
            implements Reply<M> {

        @Override
        public void complete(M message) {
            done.accept(null);
        }

        @Override
        public void fail(KvException refusal) {
            done.accept(refusal);
        }

        /// The message is not looked at, so one instance serves every type.
        @SuppressWarnings("unchecked")
        <N extends MessageLite> Reply<N> cast() {
            return (Reply<N>) this;
        }
    }
}
