package kv.store.schema;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A row of table `lease`: `leasepb.Lease` under the lease's id. The deadline is not in it, so a
/// restart of the whole cluster begins every lease's time anew.
///
/// @param id the lease, never 0, may be negative
/// @param ttlSeconds the granted time to live
/// @param remainingTtlSeconds what was left at the last checkpoint, 0 when there was none
public record LeaseRow(long id, long ttlSeconds, long remainingTtlSeconds) {

    /// The row's key.
    public static byte[] key(long id) {
        return BigEndian.of(id);
    }

    /// The row's value.
    public byte[] encode() {
        byte[] row = new byte[sizeOf(1, id) + sizeOf(2, ttlSeconds)
                + sizeOf(3, remainingTtlSeconds)];
        CodedOutputStream out = CodedOutputStream.newInstance(row);
        try {
            write(out, 1, id);
            write(out, 2, ttlSeconds);
            write(out, 3, remainingTtlSeconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }

    /// The row with that value.
    ///
    /// @throws UncheckedIOException when the bytes are no lease
    public static LeaseRow decode(byte[] row) {
        CodedInputStream in = CodedInputStream.newInstance(row);
        long[] fields = new long[4];
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field < fields.length) {
                    fields[field] = in.readInt64();
                } else {
                    in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a row of table lease is no Lease", e);
        }
        return new LeaseRow(fields[1], fields[2], fields[3]);
    }

    private static int sizeOf(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeInt64Size(field, number);
    }

    private static void write(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }
}
