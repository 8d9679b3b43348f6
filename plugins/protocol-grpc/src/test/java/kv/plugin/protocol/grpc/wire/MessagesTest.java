package kv.plugin.protocol.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import kv.api.pb.etcdserverpb.AuthUserAddRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.EncodedMessage;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final PutRequest PUT = PutRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8("a"))
            .setValue(ByteString.copyFromUtf8("1"))
            .build();

    private int counted;
    private final Marshaller<Object> requests =
            Messages.requests(PutRequest.parser(), size -> counted += size);
    private final Marshaller<Object> responses =
            Messages.responses(PutResponse.parser(), size -> counted += size);

    private static byte[] drain(InputStream stream) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int length = stream.available();
        assertEquals(length, ((Drainable) stream).drainTo(bytes));
        assertEquals(length, bytes.size());
        assertInstanceOf(KnownLength.class, stream);
        return bytes.toByteArray();
    }

    @Test
    void decodesARequestAndCountsItsBytes() {
        Object decoded = requests.parse(new ByteArrayInputStream(PUT.toByteArray()));

        assertEquals(PUT, decoded);
        assertEquals(PUT.getSerializedSize(), counted);
    }

    @Test
    void decodesAStreamThatTellsItsLengthInParts() {
        InputStream slow = new ByteArrayInputStream(PUT.toByteArray()) {
            @Override
            public synchronized int available() {
                return Math.min(2, super.available());
            }
        };

        assertEquals(PUT, requests.parse(slow));
    }

    @Test
    void answersGarbageWithAStatus() {
        var status = assertInstanceOf(Status.class,
                requests.parse(new ByteArrayInputStream(new byte[] {0x0A, 0x7F, 1})));

        assertEquals(Status.Code.INTERNAL, status.getCode());
        assertTrue(status.getDescription().startsWith("grpc: error unmarshalling request: "));
    }

    @Test
    void answersTextThatIsNotUtf8WithAStatus() {
        Marshaller<Object> users = Messages.requests(AuthUserAddRequest.parser(), size -> { });

        var status = assertInstanceOf(Status.class,
                users.parse(new ByteArrayInputStream(new byte[] {0x0A, 1, (byte) 0xFF})));

        assertEquals("grpc: error unmarshalling request: string field contains invalid UTF-8",
                status.getDescription());
    }

    @Test
    void encodesAMessageInOneGo() throws IOException {
        var answer = PutResponse.newBuilder().setPrevKv(
                kv.api.pb.mvccpb.KeyValue.newBuilder().setVersion(7)).build();

        assertArrayEquals(answer.toByteArray(), drain(responses.stream(answer)));
        assertEquals(answer.getSerializedSize(), counted);
    }

    @Test
    void encodesAMessageByteByByteForCompression() throws IOException {
        InputStream stream = responses.stream(PUT);

        assertArrayEquals(PUT.toByteArray(), stream.readAllBytes());
        assertEquals(0, stream.available());
        assertEquals(-1, stream.read());
    }

    @Test
    void sendsEncodedBytesAsTheyAre() throws IOException {
        byte[] bytes = {0x0A, 0};
        EncodedMessage<PutResponse> ready = new EncodedMessage<>() {
            @Override
            public int sizeBytes() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }

            @Override
            public PutResponse decode() {
                throw new AssertionError("an encoded answer was decoded");
            }
        };

        assertArrayEquals(bytes, drain(responses.stream(ready)));
    }
}
