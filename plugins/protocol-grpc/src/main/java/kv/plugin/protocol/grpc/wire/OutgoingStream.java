package kv.plugin.protocol.grpc.wire;

import com.google.protobuf.MessageLite;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import kv.api.service.EncodedMessage;

/// A message on its way out. gRPC asks for the length, takes a buffer of that size and drains the
/// encoding straight into it; bytes are read one after another only when it compresses. Confined
/// to the thread that sends.
final class OutgoingStream extends InputStream implements Drainable, KnownLength {

    private final Object message;
    private InputStream encoded;

    /// @param message a [MessageLite] or an [EncodedMessage]
    OutgoingStream(Object message) {
        this.message = message;
    }

    /// Length of the encoding in bytes.
    int sizeBytes() {
        return message instanceof EncodedMessage<?> ready
                ? ready.sizeBytes()
                : ((MessageLite) message).getSerializedSize();
    }

    private void writeTo(OutputStream target) throws IOException {
        if (message instanceof EncodedMessage<?> ready) {
            ready.writeTo(target);
        } else {
            ((MessageLite) message).writeTo(target);
        }
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        if (encoded != null) {
            return Math.toIntExact(encoded.transferTo(target));
        }
        encoded = nullInputStream();
        writeTo(target);
        return sizeBytes();
    }

    @Override
    public int available() throws IOException {
        return encoded == null ? sizeBytes() : encoded.available();
    }

    @Override
    public int read() throws IOException {
        return encoded().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return encoded().read(target, offset, length);
    }

    private InputStream encoded() throws IOException {
        if (encoded == null) {
            var bytes = new ByteArrayOutputStream(sizeBytes());
            writeTo(bytes);
            encoded = new ByteArrayInputStream(bytes.toByteArray());
        }
        return encoded;
    }
}
