package kv.plugin.storage.mapdb;

import java.io.IOException;
import java.util.zip.CRC32C;
import kv.api.spi.storage.StorageException;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.Serializer;

/// A value as a record: its CRC32C, its length, its bytes. The checksum is looked at whenever the
/// value is read, so a page that went bad after it was read first is found too.
final class StoredValue implements Serializer<byte[]> {

    static final StoredValue SERIALIZER = new StoredValue();

    private StoredValue() {
    }

    @Override
    public void serialize(DataOutput2 out, byte[] value) throws IOException {
        out.writeInt(checksum(value));
        out.writeInt(value.length);
        out.write(value);
    }

    @Override
    public byte[] deserialize(DataInput2 in, int available) throws IOException {
        int stored = in.readInt();
        int length = in.readInt();
        if (length < 0 || length > available) {
            throw new StorageException("a value claims " + length + " bytes in a record of "
                    + available, null);
        }
        byte[] value = new byte[length];
        in.readFully(value);
        if (checksum(value) != stored) {
            throw new StorageException("the checksum of a value does not fit its bytes", null);
        }
        return value;
    }

    private static int checksum(byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(value);
        return (int) crc.getValue();
    }
}
