package kv.store.bolt;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One of the two pages that say where everything is. Each transaction writes one of them, so
/// after a torn write the other is still good.
///
/// @param pageSize bytes of a slot
/// @param root page of the tree whose rows are the buckets
/// @param freelist page of the list of free pages, or [#NO_FREELIST]
/// @param highWater first page that was never used: the number of slots
/// @param txid number of the transaction; of two good pages the higher counts
record Meta(int pageSize, long root, long freelist, long highWater, long txid) {

    /// The list of free pages is not in the file.
    static final long NO_FREELIST = -1;
    /// Bytes of a page that matter.
    static final int SIZE = PageLayout.HEADER + 64;

    static final int MIN_PAGE = 1024;
    static final int MAX_PAGE = MIN_PAGE << 14;

    private static final int MAGIC = 0xED0CDAED;
    private static final int VERSION = 2;
    private static final int SUMMED = 56;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// What is wrong with the page in `[0, SIZE)` of a little-endian buffer; bbolt's words.
    static Optional<String> problem(ByteBuffer page) {
        if (page.getInt(16) != MAGIC) {
            return Optional.of("invalid database");
        }
        if (page.getInt(20) != VERSION) {
            return Optional.of("version mismatch");
        }
        if (page.getLong(72) != checksum(page)) {
            return Optional.of("checksum error");
        }
        int size = page.getInt(24);
        boolean possible = size >= MIN_PAGE && size <= MAX_PAGE && Integer.bitCount(size) == 1;
        return possible ? Optional.empty() : Optional.of("impossible page size " + size);
    }

    /// The content of a page that has no [#problem].
    static Meta decode(ByteBuffer page) {
        return new Meta(page.getInt(24), page.getLong(32), page.getLong(48), page.getLong(56),
                page.getLong(64));
    }

    /// Writes the page with that number at the buffer's beginning.
    void encode(ByteBuffer page, long id) {
        page.putLong(0, id).putShort(8, (short) PageLayout.META);
        page.putInt(16, MAGIC).putInt(20, VERSION).putInt(24, pageSize);
        page.putLong(32, root).putLong(48, freelist).putLong(56, highWater).putLong(64, txid);
        page.putLong(72, checksum(page));
    }

    /// FNV-1a over everything before the sum.
    private static long checksum(ByteBuffer page) {
        long sum = FNV_BASIS;
        for (int at = PageLayout.HEADER; at < PageLayout.HEADER + SUMMED; at++) {
            sum = (sum ^ (page.get(at) & 0xff)) * FNV_PRIME;
        }
        return sum;
    }
}
