package kv.plugin.storage.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// A commit in the form in which RocksDB keeps a write batch in memory and in its log, so that one
/// JNI call carries all of it (RocksDB `write_batch.cc`):
///
/// ```
/// sequence 8 bytes, zero | number of records 4 bytes, little-endian | records
/// record: kind 1 byte | column family varint | key | value or end of range, unless a deletion
/// key, value: length varint | bytes
/// ```
final class BatchBytes {

    /// The row of the default column family that names the commit.
    static final byte[] POINT_KEY = "commit".getBytes(StandardCharsets.UTF_8);

    private static final int HEADER_BYTES = 12;
    private static final int COUNT_OFFSET = 8;
    private static final byte DELETION = 0x4;
    private static final byte VALUE = 0x5;
    private static final byte RANGE_DELETION = 0xE;
    private static final int POINT_FAMILY = 0;

    private BatchBytes() {
    }

    /// @param families column family ids by the table's ordinal
    static byte[] of(WriteBatch batch, int[] families) {
        byte[] point = encode(new CommitPoint(batch.sequence(), batch.consistentIndex()));
        Measure measure = new Measure(families);
        measure.record(POINT_FAMILY, POINT_KEY.length, point.length);
        batch.forEach(measure);
        byte[] bytes = new byte[HEADER_BYTES + measure.bytes];
        Fill fill = new Fill(families, bytes);
        batch.forEach(fill);
        fill.record(VALUE, POINT_FAMILY);
        fill.bytes(Slice.of(POINT_KEY));
        fill.bytes(Slice.of(point));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(COUNT_OFFSET, measure.records);
        return bytes;
    }

    static byte[] encode(CommitPoint point) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(point.sequence())
                .putLong(point.consistentIndex())
                .array();
    }

    static CommitPoint decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new CommitPoint(buffer.getLong(), buffer.getLong());
    }

    /// Finds how long the buffer must be.
    private static final class Measure implements WriteBatch.Visitor {

        private final int[] families;
        private int bytes;
        private int records;

        Measure(int[] families) {
            this.families = families;
        }

        @Override
        public void put(Table table, Slice key, Slice value) {
            record(families[table.ordinal()], key.length(), value.length());
        }

        @Override
        public void delete(Table table, Slice key) {
            records++;
            int family = families[table.ordinal()];
            add(1 + varintBytes(family) + varintBytes(key.length()) + key.length());
        }

        @Override
        public void deleteRange(Table table, Slice from, Slice to) {
            record(families[table.ordinal()], from.length(), to.length());
        }

        void record(int family, int first, int second) {
            records++;
            add(1 + varintBytes(family));
            add(varintBytes(first) + first);
            add(varintBytes(second) + second);
        }

        private void add(int more) {
            bytes = Math.addExact(bytes, more);
        }

        private static int varintBytes(int value) {
            return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
        }
    }

    /// Fills the buffer.
    private static final class Fill implements WriteBatch.Visitor {

        private final int[] families;
        private final byte[] bytes;
        private int at = HEADER_BYTES;

        Fill(int[] families, byte[] bytes) {
            this.families = families;
            this.bytes = bytes;
        }

        @Override
        public void put(Table table, Slice key, Slice value) {
            record(VALUE, families[table.ordinal()]);
            bytes(key);
            bytes(value);
        }

        @Override
        public void delete(Table table, Slice key) {
            record(DELETION, families[table.ordinal()]);
            bytes(key);
        }

        @Override
        public void deleteRange(Table table, Slice from, Slice to) {
            record(RANGE_DELETION, families[table.ordinal()]);
            bytes(from);
            bytes(to);
        }

        void record(byte kind, int family) {
            bytes[at++] = kind;
            varint(family);
        }

        void bytes(Slice slice) {
            varint(slice.length());
            System.arraycopy(slice.array(), slice.offset(), bytes, at, slice.length());
            at += slice.length();
        }

        private void varint(int value) {
            int rest = value;
            while (rest > 0x7F) {
                bytes[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
        }
    }
}
