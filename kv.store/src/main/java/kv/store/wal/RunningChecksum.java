package kv.store.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The CRC-32C that runs through all records of a log: each record carries its value after the
/// record's own content. Confined to its owner.
///
/// The JDK's CRC32C cannot be started from a given value. But four bytes lead from the fresh state
/// to any other, and those that lead to the wanted one are found by running the shift register
/// backwards.
final class RunningChecksum {

    private static final int POLYNOMIAL = 0x82F63B78;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer seed = ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);

    RunningChecksum(int value) {
        restart(value);
    }

    /// Goes on from this value.
    void restart(int value) {
        crc.reset();
        if (value != 0) {
            int register = ~value;
            for (int i = 0; i < Integer.SIZE; i++) {
                // The polynomial's top bit tells whether the last forward step applied it.
                register = register < 0
                        ? (register ^ POLYNOMIAL) << 1 | 1
                        : register << 1;
            }
            seed.clear().putInt(~register).flip();
            crc.update(seed);
        }
    }

    int value() {
        return (int) crc.getValue();
    }

    void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }
}
