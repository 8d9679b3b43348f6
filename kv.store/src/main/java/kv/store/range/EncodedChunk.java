package kv.store.range;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.service.EncodedMessage;

/// A `RangeStreamResponse`, which is a range response in one field.
record EncodedChunk(EncodedRange response) implements EncodedMessage<RangeStreamResponse> {

    private static final int RANGE_RESPONSE_TAG = 1 << 3 | 2;

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
        return RangeStreamResponse.newBuilder().setRangeResponse(response.decode()).build();
    }
}
