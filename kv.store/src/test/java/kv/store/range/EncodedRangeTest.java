package kv.store.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.service.EncodedMessage;
import kv.api.spi.storage.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedRangeTest {

    private static final ResponseHeader HEADER = ResponseHeader.newBuilder()
            .setClusterId(-1).setMemberId(7).setRevision(300).setRaftTerm(2).build();

    /// The bytes of generated code, on both sides of the size from which values are not copied.
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 127, 3_000, 20_000})
    void writesWhatGeneratedCodeWrites(int valueSize) throws IOException {
        RangeResponse.Builder expected = RangeResponse.newBuilder()
                .setHeader(HEADER).setCount(5).setMore(true);
        List<Slice> kvs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            KeyValue kv = KeyValue.newBuilder().setKey(ByteString.copyFromUtf8("k" + i))
                    .setValue(ByteString.copyFrom(new byte[valueSize])).setLease(-i).build();
            expected.addKvs(kv);
            kvs.add(inTheMiddle(kv.toByteArray()));
        }
        RangeResult result = new RangeResult(kvs, 5, true, 300);
        assertWrites(expected.build(), result.encode(HEADER));
        assertWrites(RangeStreamResponse.newBuilder()
                .setRangeResponse(expected.clearHeader()).build(), result.encodeChunk(null));
    }

    private static Slice inTheMiddle(byte[] bytes) {
        byte[] larger = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, larger, 4, bytes.length);
        return new Slice(larger, 4, bytes.length);
    }

    private static void assertWrites(MessageLite expected, EncodedMessage<?> encoded)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoded.writeTo(out);
        assertArrayEquals(expected.toByteArray(), out.toByteArray());
        assertEquals(out.size(), encoded.sizeBytes());
        assertEquals(expected, encoded.decode());
    }
}
