package kv.server.peer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// `leasepb.LeaseInternalRequest` and its response: a message with one field, which is a message of
/// the client's API. Stateless.
public final class LeaseMessages {

    private static final int FIELD = 1;

    private LeaseMessages() {
    }

    /// The message in its wrapping.
    public static byte[] wrap(MessageLite message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeMessage(FIELD, message);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always written", e);
        }
        return bytes.toByteArray();
    }

    /// The bytes of the message in the wrapping; none if it is empty.
    ///
    /// @throws InvalidProtocolBufferException when it is no such message
    public static byte[] unwrap(byte[] wrapped) throws InvalidProtocolBufferException {
        byte[] content = {};
        try {
            CodedInputStream in = CodedInputStream.newInstance(wrapped);
            int tag = in.readTag();
            while (tag != 0) {
                if (WireFormat.getTagFieldNumber(tag) == FIELD) {
                    content = in.readByteArray();
                } else {
                    in.skipField(tag);
                }
                tag = in.readTag();
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
        return content;
    }
}
