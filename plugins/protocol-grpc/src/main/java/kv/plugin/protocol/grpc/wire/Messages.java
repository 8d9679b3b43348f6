package kv.plugin.protocol.grpc.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kv.api.service.EncodedMessage;

/// The marshallers of both ends. Stateless.
public final class Messages {

    private Messages() {
    }

    /// What a client sends or receives: messages alone. Undecodable bytes end the call.
    ///
    /// @param <M> the message
    public static <M extends MessageLite> Marshaller<M> of(Parser<M> parser) {
        return new Marshaller<>() {
            @Override
            public InputStream stream(M message) {
                return new OutgoingStream(message);
            }

            @Override
            public M parse(InputStream stream) {
                try {
                    return decode(parser, read(stream));
                } catch (InvalidProtocolBufferException e) {
                    throw new StatusRuntimeException(undecodable("response", e));
                }
            }
        };
    }

    /// What a server receives: a message, or the [Status] that refuses undecodable bytes. gRPC
    /// would turn an exception of a marshaller into an answer without a reason.
    public static Marshaller<Object> requests(Parser<? extends MessageLite> parser, Bytes bytes) {
        return new Marshaller<>() {
            @Override
            public InputStream stream(Object message) {
                return new OutgoingStream(message);
            }

            @Override
            public Object parse(InputStream stream) {
                byte[] encoded = read(stream);
                bytes.counted(encoded.length);
                try {
                    return decode(parser, encoded);
                } catch (InvalidProtocolBufferException e) {
                    return undecodable("request", e);
                }
            }
        };
    }

    /// What a server sends: messages and [EncodedMessage]s.
    public static Marshaller<Object> responses(Parser<? extends MessageLite> parser, Bytes bytes) {
        return new Marshaller<>() {
            @Override
            public InputStream stream(Object message) {
                var stream = new OutgoingStream(message);
                bytes.counted(stream.sizeBytes());
                return stream;
            }

            @Override
            public Object parse(InputStream stream) {
                try {
                    return decode(parser, read(stream));
                } catch (InvalidProtocolBufferException e) {
                    throw new StatusRuntimeException(undecodable("response", e));
                }
            }
        };
    }

    private static byte[] read(InputStream stream) {
        try {
            // gRPC's stream knows its length, so this fills one array of exactly that size.
            int length = stream.available();
            byte[] bytes = stream.readNBytes(length);
            return bytes.length == length && stream.available() == 0
                    ? bytes
                    : join(bytes, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] whole = new byte[head.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    private static <M extends MessageLite> M decode(Parser<M> parser, byte[] bytes)
            throws InvalidProtocolBufferException {
        // Nobody else holds the array, so byte fields may be slices of it.
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        in.enableAliasing(true);
        M message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }

    private static Status undecodable(String what, InvalidProtocolBufferException reason) {
        String detail = reason.getMessage().contains("UTF-8")
                ? "string field contains invalid UTF-8"
                : "proto: cannot parse invalid wire-format data";
        return Status.INTERNAL.withDescription(
                "grpc: error unmarshalling " + what + ": " + detail);
    }

    /// Where transferred bytes are counted.
    @FunctionalInterface
    public interface Bytes {

        /// Counts one message of `sizeBytes`.
        void counted(int sizeBytes);
    }
}
