package kv.store.range;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import kv.api.spi.storage.Slice;
import kv.store.schema.KeyValueCodec;

/// A hit whose row was read.
///
/// @param hit what the index knows
/// @param row the encoded KeyValue
/// @param fields where its fields are
public record ReadHit(Hit hit, Slice row, KeyValueCodec.Fields fields) {

    static ReadHit of(Hit hit, Slice row) {
        return new ReadHit(hit, row,
                KeyValueCodec.read(row.array(), row.offset(), row.length()));
    }

    int compareValues(ReadHit other) {
        return Arrays.compareUnsigned(
                row.array(), fields.valueOffset(), fields.valueOffset() + fields.valueSize(),
                other.row.array(), other.fields.valueOffset(),
                other.fields.valueOffset() + other.fields.valueSize());
    }

    Slice encodedWithoutValue() {
        return Slice.of(hit.encodeWithoutValue(fields.stamp().lease()));
    }

    /// The value; a copy.
    public ByteString value() {
        return ByteString.copyFrom(row.array(), fields.valueOffset(), fields.valueSize());
    }
}
