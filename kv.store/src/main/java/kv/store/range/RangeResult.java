package kv.store.range;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.OutputStream;
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

    private static final int HEADER_TAG = 1 << 3 | 2;
    private static final int KVS_TAG = 2 << 3 | 2;
    private static final int MORE_TAG = 3 << 3;
    private static final int COUNT_TAG = 4 << 3;
    private static final int RANGE_RESPONSE_TAG = 1 << 3 | 2;

    /// The response as bytes: the stored KeyValues go out as they are.
    ///
    /// @param header null for none, as in all chunks of a stream but the last
    public EncodedMessage<RangeResponse> encode(ResponseHeader header) {
        return new EncodedRange(header == null ? new byte[0] : header.toByteArray(),
                header != null, this);
    }

    /// The response as a chunk of a stream.
    ///
    /// @param header null in all chunks but the last
    public EncodedMessage<RangeStreamResponse> encodeChunk(ResponseHeader header) {
        EncodedRange response = (EncodedRange) encode(header);
        return new EncodedMessage<>() {
            @Override
            public int sizeBytes() {
                int inner = response.sizeBytes();
                return 1 + CodedOutputStream.computeUInt32SizeNoTag(inner) + inner;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                CodedOutputStream coded = CodedOutputStream.newInstance(out);
                coded.writeUInt32NoTag(RANGE_RESPONSE_TAG);
                coded.writeUInt32NoTag(response.sizeBytes());
                response.writeTo(coded);
                coded.flush();
            }

            @Override
            public RangeStreamResponse decode() {
                return RangeStreamResponse.newBuilder()
                        .setRangeResponse(response.decode()).build();
            }
        };
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

    /// Fields in number order, as generated code writes them.
    private record EncodedRange(byte[] header, boolean hasHeader, RangeResult result)
            implements EncodedMessage<RangeResponse> {

        @Override
        public int sizeBytes() {
            int size = hasHeader ? sizeOf(header.length) : 0;
            for (Slice kv : result.kvs) {
                size += sizeOf(kv.length());
            }
            size += result.more ? 2 : 0;
            if (result.count != 0) {
                size += 1 + CodedOutputStream.computeUInt64SizeNoTag(result.count);
            }
            return size;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            writeTo(coded);
            coded.flush();
        }

        void writeTo(CodedOutputStream coded) throws IOException {
            if (hasHeader) {
                write(coded, HEADER_TAG, header, 0, header.length);
            }
            for (Slice kv : result.kvs) {
                write(coded, KVS_TAG, kv.array(), kv.offset(), kv.length());
            }
            if (result.more) {
                coded.writeUInt32NoTag(MORE_TAG);
                coded.writeBoolNoTag(true);
            }
            if (result.count != 0) {
                coded.writeUInt32NoTag(COUNT_TAG);
                coded.writeInt64NoTag(result.count);
            }
        }

        @Override
        public RangeResponse decode() {
            RangeResponse.Builder response = result.toBuilder();
            if (hasHeader) {
                try {
                    response.setHeader(ResponseHeader.parseFrom(header));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
            }
            return response.build();
        }

        private static int sizeOf(int length) {
            return 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
        }

        private static void write(CodedOutputStream out, int tag, byte[] bytes, int offset,
                int length) throws IOException {
            out.writeUInt32NoTag(tag);
            out.writeUInt32NoTag(length);
            out.write(bytes, offset, length);
        }
    }
}
