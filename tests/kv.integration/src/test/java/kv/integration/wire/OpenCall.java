package kv.integration.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One call of any kind, with whatever bytes, by a gRPC client that is not kvd's own. Used by one
/// thread.
final class OpenCall {

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

    private final RecordedMethod method;
    private final ClientCall<byte[], byte[]> call;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean halfClosed;

    /// What comes from the server.
    sealed interface Event {
    }

    /// A message.
    record Answer(byte[] message) implements Event {
    }

    /// The end.
    record End(Status status) implements Event {
    }

    OpenCall(Channel channel, RecordedMethod method, CallOptions options, Metadata metadata) {
        this.method = method;
        call = channel.newCall(MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(method.name())
                .setType(method.streams()
                        ? MethodDescriptor.MethodType.BIDI_STREAMING
                        : MethodDescriptor.MethodType.UNARY)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build(), options);
        call.start(new ClientCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                events.add(new Answer(message));
                call.request(1);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                events.add(new End(status));
            }
        }, metadata);
        call.request(2);
    }

    RecordedMethod method() {
        return method;
    }

    void send(byte[] message) {
        call.sendMessage(message);
    }

    void halfClose() {
        if (!halfClosed) {
            halfClosed = true;
            call.halfClose();
        }
    }

    void cancel() {
        call.cancel("the recording says so", null);
    }

    /// The next thing that comes, or null when nothing comes in time.
    Event next(long waitMs) throws InterruptedException {
        return events.poll(waitMs, TimeUnit.MILLISECONDS);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream bytes) {
            try {
                return bytes.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
