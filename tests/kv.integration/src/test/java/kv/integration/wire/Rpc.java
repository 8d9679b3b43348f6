package kv.integration.wire;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// Calls of any method by its name, with a gRPC client that is not kvd's own.
public final class Rpc implements AutoCloseable {

    private static final long DEADLINE_S = 30;
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final ManagedChannel channel;

    /// A client of the server at that URL; connecting happens with the first call.
    public Rpc(URI server) {
        channel = NettyChannelBuilder.forAddress(server.getHost(), server.getPort())
                .usePlaintext().maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    }

    /// One answer.
    ///
    /// @param method `package.Service/Method`
    /// @param like a response message of the method's type
    public <M extends Message> M unary(String method, Message request, M like) {
        return ClientCalls.blockingUnaryCall(channel,
                Rpc.<Message, M>descriptor(method, MethodType.UNARY, like), options(), request);
    }

    /// A stream both ways, without a deadline.
    ///
    /// @param answers takes them on gRPC's threads
    public <Q extends Message, M extends Message> StreamObserver<Q> stream(
            String method, StreamObserver<M> answers, M like) {
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(
                Rpc.<Q, M>descriptor(method, MethodType.BIDI_STREAMING, like),
                CallOptions.DEFAULT), answers);
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS);
    }

    private static <Q extends Message, M extends Message> MethodDescriptor<Q, M> descriptor(
            String method, MethodType type, M like) {
        return MethodDescriptor.<Q, M>newBuilder()
                .setFullMethodName(method)
                .setType(type)
                .setRequestMarshaller(new Bytes<>(null))
                .setResponseMarshaller(new Bytes<>(like))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private record Bytes<M extends Message>(M like) implements MethodDescriptor.Marshaller<M> {

        @Override
        public InputStream stream(M message) {
            return new ByteArrayInputStream(message.toByteArray());
        }

        @Override
        @SuppressWarnings("unchecked")
        public M parse(InputStream bytes) {
            try {
                return (M) like.newBuilderForType().mergeFrom(bytes).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
