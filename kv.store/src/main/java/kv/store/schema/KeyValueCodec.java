package kv.store.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The encoded `mvccpb.KeyValue`, which is the value of every row of table `key` and goes to
/// clients as it is. Canonical: fields in number order, zero and empty ones left out.
///
/// Written straight into a buffer of the caller, without a message object: [#sizeOf] first,
/// then [#write] into that many bytes.
public final class KeyValueCodec {

    private static final int KEY = 1;
    private static final int CREATE_REVISION = 2;
    private static final int MOD_REVISION = 3;
    private static final int VERSION = 4;
    private static final int VALUE = 5;
    private static final int LEASE = 6;

    private KeyValueCodec() {
    }

    /// The fields beside key and value; all zero for a tombstone.
    ///
    /// @param createRevision revision of the put that began the key's life
    /// @param modRevision revision of this put
    /// @param version puts since the key's life began, this one included
    /// @param lease the lease, 0 for none
    public record Stamp(long createRevision, long modRevision, long version, long lease) {

        /// What a tombstone carries.
        public static final Stamp TOMBSTONE = new Stamp(0, 0, 0, 0);
    }

    /// Length of the encoding.
    public static int sizeOf(byte[] key, Stamp stamp, int valueSize) {
        return bytesSize(key.length) + numberSize(stamp.createRevision)
                + numberSize(stamp.modRevision) + numberSize(stamp.version)
                + bytesSize(valueSize) + numberSize(stamp.lease);
    }

    /// Writes the encoding.
    ///
    /// @return the offset behind it
    public static int write(byte[] to, int offset, byte[] key, Stamp stamp, ByteString value) {
        int at = writeLength(to, offset, KEY, key.length);
        System.arraycopy(key, 0, to, at, key.length);
        at += key.length;
        at = writeNumber(to, at, CREATE_REVISION, stamp.createRevision);
        at = writeNumber(to, at, MOD_REVISION, stamp.modRevision);
        at = writeNumber(to, at, VERSION, stamp.version);
        at = writeLength(to, at, VALUE, value.size());
        value.copyTo(to, at);
        at += value.size();
        return writeNumber(to, at, LEASE, stamp.lease);
    }

    /// The encoding in an array of its own.
    public static byte[] encode(byte[] key, Stamp stamp, ByteString value) {
        byte[] encoded = new byte[sizeOf(key, stamp, value.size())];
        write(encoded, 0, key, stamp, value);
        return encoded;
    }

    /// An encoding taken apart; the value is only located, never copied.
    ///
    /// @param key the user's key
    /// @param stamp the other fields
    /// @param valueOffset where the value begins in the array that was read
    /// @param valueSize its length, 0 when there is none
    public record Fields(byte[] key, Stamp stamp, int valueOffset, int valueSize) {
    }

    /// Takes an encoding apart.
    ///
    /// @throws UncheckedIOException when the bytes are no KeyValue
    public static Fields read(byte[] from, int offset, int length) {
        CodedInputStream in = CodedInputStream.newInstance(from, offset, length);
        byte[] key = new byte[0];
        long create = 0;
        long mod = 0;
        long version = 0;
        long lease = 0;
        int valueOffset = offset;
        int valueSize = 0;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case KEY -> key = in.readByteArray();
                    case CREATE_REVISION -> create = in.readInt64();
                    case MOD_REVISION -> mod = in.readInt64();
                    case VERSION -> version = in.readInt64();
                    case VALUE -> {
                        valueSize = in.readRawVarint32();
                        valueOffset = offset + in.getTotalBytesRead();
                        in.skipRawBytes(valueSize);
                    }
                    case LEASE -> lease = in.readInt64();
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a row of table key is no KeyValue", e);
        }
        return new Fields(key, new Stamp(create, mod, version, lease), valueOffset, valueSize);
    }

    /// The user's key in an encoding, which is its first field unless it is empty.
    ///
    /// @throws UncheckedIOException when the bytes are no KeyValue
    public static byte[] key(byte[] from) {
        return read(from, 0, from.length).key();
    }

    private static int numberSize(long number) {
        return number == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(number);
    }

    private static int bytesSize(int length) {
        return length == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    }

    private static int writeNumber(byte[] to, int at, int field, long number) {
        if (number == 0) {
            return at;
        }
        to[at] = (byte) (field << 3);
        return writeVarint(to, at + 1, number);
    }

    private static int writeLength(byte[] to, int at, int field, int length) {
        if (length == 0) {
            return at;
        }
        to[at] = (byte) (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return writeVarint(to, at + 1, length);
    }

    private static int writeVarint(byte[] to, int offset, long number) {
        int at = offset;
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        return at;
    }
}
