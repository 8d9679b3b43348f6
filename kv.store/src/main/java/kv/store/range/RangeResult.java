package kv.store.range;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.service.EncodedMessage;
import kv.api.spi.storage.Slice;

/// What a range found: encoded KeyValues as the store holds them. Immutable.
///
/// @param kvs encoded KeyValues, in the order asked for
/// @param count keys in the range, whatever limit and filters say
/// @param more whether the limit left keys out
/// @param revision the store's revision when it was read
public record RangeResult(List<Slice> kvs, long count, boolean more, long revision) {

    /// The response as bytes: the stored KeyValues go out as they are.
    ///
    /// @param header null for none, as in all chunks of a stream but the last
    public EncodedMessage<RangeResponse> encode(ResponseHeader header) {
        return EncodedRange.of(this, header);
    }

    /// The response as a chunk of a stream.
    ///
    /// @param header null in all chunks but the last
    public EncodedMessage<RangeStreamResponse> encodeChunk(ResponseHeader header) {
        return new EncodedChunk(EncodedRange.of(this, header));
    }

    /// The response as a message without header, for an answer inside a transaction.
    public RangeResponse.Builder toBuilder() {
        RangeResponse.Builder response =
                RangeResponse.newBuilder().setCount(count).setMore(more);
        kvs.forEach(kv -> response.addKvs(message(kv)));
        return response;
    }

    /// An encoded KeyValue as a message.
    public static KeyValue message(Slice kv) {
        try {
            return KeyValue.parseFrom(
                    ByteString.copyFrom(kv.array(), kv.offset(), kv.length()));
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenInvariant("A stored row is no KeyValue: " + e.getMessage());
        }
    }

    /// Encoded KeyValues as messages.
    public static List<KeyValue> messages(List<Slice> kvs) {
        List<KeyValue> messages = new ArrayList<>(kvs.size());
        kvs.forEach(kv -> messages.add(message(kv)));
        return messages;
    }
}
