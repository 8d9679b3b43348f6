package kv.bench.micro;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.KeyValueCodec.Stamp;
import kv.store.wal.EncodedEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a put of 64 + 256 bytes is turned into on its way.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final int KEY_BYTES = 64;
    private static final int VALUE_BYTES = 256;
    private static final long REVISION = 1_234_567;

    private final byte[] key = new byte[KEY_BYTES];
    private final byte[] target = new byte[1 << 10];
    private final ByteBuffer log = ByteBuffer.wrap(new byte[1 << 10]);
    private ByteString value;
    private byte[] request;
    private byte[] row;

    /// Makes the contents.
    @Setup
    public void fill() {
        Random random = new Random(1);
        byte[] content = new byte[VALUE_BYTES];
        random.nextBytes(content);
        random.nextBytes(key);
        value = ByteString.copyFrom(content);
        request = PutRequest.newBuilder()
                .setKey(ByteString.copyFrom(key))
                .setValue(value)
                .build()
                .toByteArray();
        row = KeyValueCodec.encode(key, stamp(), value);
    }

    /// The request as protobuf reads it.
    @Benchmark
    public PutRequest decodeRequest() throws InvalidProtocolBufferException {
        return PutRequest.parseFrom(request);
    }

    /// The entry as the log holds it.
    @Benchmark
    public int encodeEntry() {
        EncodedEntry.of(REVISION, 2, 0, request).writeTo(log.clear());
        return log.position();
    }

    /// The row of table `key`.
    @Benchmark
    public int encodeRow() {
        return KeyValueCodec.write(target, 0, key, stamp(), value);
    }

    /// The fields of a row.
    @Benchmark
    public KeyValueCodec.Fields decodeRow() {
        return KeyValueCodec.read(row, 0, row.length);
    }

    private static Stamp stamp() {
        return new Stamp(REVISION, REVISION, 1, 0);
    }
}
