package kv.plugin.storage.mapdb.pages;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A page on disk, one slot of 4 KiB:
///
/// ```
/// data 4080 bytes | flush that wrote it 8 | page number 4 | CRC32C of all before 4
/// ```
final class PageFormat {

    static final int SLOT_BYTES = 4096;
    static final int DATA_BYTES = 4080;

    private PageFormat() {
    }

    /// Appends the slot of a page to `out`.
    static void put(ByteBuffer out, byte[] data, int number, long flush) {
        int start = out.position();
        out.put(data, 0, DATA_BYTES).putLong(flush).putInt(number);
        out.putInt(checksum(out.slice(start, SLOT_BYTES - Integer.BYTES)));
    }

    /// What is wrong with a slot, or null.
    ///
    /// @param lastFlush the newest flush that the journal knows
    static String fault(ByteBuffer slot, int number, long lastFlush) {
        int stored = slot.getInt(SLOT_BYTES - Integer.BYTES);
        if (checksum(slot.slice(0, SLOT_BYTES - Integer.BYTES)) != stored) {
            return "the checksum of page " + number + " does not fit its bytes";
        }
        int found = slot.getInt(DATA_BYTES + Long.BYTES);
        if (found != number) {
            return "page " + found + " stands in the place of page " + number;
        }
        long flush = flush(slot);
        return flush <= lastFlush ? null : "page " + number + " was written by flush " + flush
                + ", of which the journal knows nothing; its last is " + lastFlush;
    }

    /// The flush that wrote the slot.
    static long flush(ByteBuffer slot) {
        return slot.getLong(DATA_BYTES);
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
