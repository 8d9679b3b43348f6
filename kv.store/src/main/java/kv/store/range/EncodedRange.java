package kv.store.range;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.OutputStream;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.service.EncodedMessage;
import kv.api.spi.storage.Slice;

/// A `RangeResponse` of stored KeyValues: fields in number order, as generated code writes them.
///
/// @param header null for none
/// @param sizeBytes length of the encoding
record EncodedRange(ResponseHeader header, RangeResult result, int sizeBytes)
        implements EncodedMessage<RangeResponse> {

    /// Up to this size the encoding is made as one array; above, values go out without a copy.
    static final int ONE_ARRAY_BYTES = 8 << 10;

    private static final int HEADER = 1;
    private static final int KVS_TAG = 2 << 3 | 2;
    private static final int MORE = 3;
    private static final int COUNT = 4;

    static EncodedRange of(RangeResult result, ResponseHeader header) {
        int size = header == null ? 0 : CodedOutputStream.computeMessageSize(HEADER, header);
        for (Slice kv : result.kvs()) {
            size += 1 + CodedOutputStream.computeUInt32SizeNoTag(kv.length()) + kv.length();
        }
        size += result.more() ? CodedOutputStream.computeBoolSize(MORE, true) : 0;
        size += result.count() == 0 ? 0
                : CodedOutputStream.computeInt64Size(COUNT, result.count());
        return new EncodedRange(header, result, size);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (sizeBytes > ONE_ARRAY_BYTES) {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            writeTo(coded);
            coded.flush();
            return;
        }
        byte[] bytes = new byte[sizeBytes];
        writeTo(CodedOutputStream.newInstance(bytes));
        out.write(bytes);
    }

    void writeTo(CodedOutputStream coded) throws IOException {
        if (header != null) {
            coded.writeMessage(HEADER, header);
        }
        for (Slice kv : result.kvs()) {
            coded.writeUInt32NoTag(KVS_TAG);
            coded.writeUInt32NoTag(kv.length());
            coded.write(kv.array(), kv.offset(), kv.length());
        }
        if (result.more()) {
            coded.writeBool(MORE, true);
        }
        if (result.count() != 0) {
            coded.writeInt64(COUNT, result.count());
        }
    }

    @Override
    public RangeResponse decode() {
        byte[] bytes = new byte[sizeBytes];
        try {
            writeTo(CodedOutputStream.newInstance(bytes));
            return RangeResponse.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenInvariant("A stored row is no KeyValue: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
