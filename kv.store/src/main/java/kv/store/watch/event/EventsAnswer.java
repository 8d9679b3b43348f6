package kv.store.watch.event;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.EncodedMessage;
import kv.store.range.BrokenInvariant;

/// A `WatchResponse` with events: a few bytes of its own, and events that it shares with the
/// answers to other watchers. Immutable.
///
/// @param head encoded fields before the events
/// @param sizeBytes length of the encoding
public record EventsAnswer(byte[] head, Selection events, int sizeBytes)
        implements EncodedMessage<WatchResponse> {

    private static final int HEADER_TAG = 1 << 3 | 2;
    private static final int WATCH_ID_TAG = 2 << 3;
    private static final int FRAGMENT_TAG = 7 << 3;
    /// Bytes that the mark of a fragment takes.
    public static final int FRAGMENT_BYTES = 2;

    /// An answer.
    ///
    /// @param header the encoded header field
    /// @param fragment whether the rest of the events follows in another answer
    public static EventsAnswer of(byte[] header, long watchId, boolean fragment, Selection events) {
        int size = headBytes(header, watchId) + (fragment ? FRAGMENT_BYTES : 0);
        byte[] head = new byte[size];
        System.arraycopy(header, 0, head, 0, header.length);
        int at = header.length;
        if (watchId != 0) {
            head[at++] = WATCH_ID_TAG;
            at = Varints.write(head, at, watchId);
        }
        if (fragment) {
            head[at++] = FRAGMENT_TAG;
            head[at] = 1;
        }
        return new EventsAnswer(head, events, size + events.sizeBytes());
    }

    /// An encoded header as the field of an answer.
    public static byte[] headerField(ResponseHeader header) {
        byte[] message = header.toByteArray();
        byte[] field = new byte[1 + Varints.size(message.length) + message.length];
        field[0] = HEADER_TAG;
        int at = Varints.write(field, 1, message.length);
        System.arraycopy(message, 0, field, at, message.length);
        return field;
    }

    /// Bytes before the events of an answer that is no fragment.
    public static int headBytes(byte[] header, long watchId) {
        return header.length + (watchId == 0 ? 0 : 1 + Varints.size(watchId));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        events.writeTo(out);
    }

    @Override
    public WatchResponse decode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sizeBytes);
        try {
            writeTo(bytes);
            return WatchResponse.parseFrom(bytes.toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenInvariant("A stored row is no KeyValue: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
