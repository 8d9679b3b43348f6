package kv.store.bolt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;

/// A database file of bbolt, read page by page: memory is one page, which is as large as the
/// largest row in it, and a bit per page. One thread at a time.
///
/// Nothing in the file is trusted. Whatever is in it, a call ends, and does so with what is there
/// or with a [BoltDamage] that names the place.
public final class BoltFile implements AutoCloseable {

    private final StoreFile file;
    private final long sizeBytes;
    private final Meta meta;

    private BoltFile(StoreFile file, long sizeBytes, Meta meta) {
        this.file = file;
        this.sizeBytes = sizeBytes;
        this.meta = meta;
    }

    /// Opens a file and reads where everything is.
    ///
    /// @throws IOException when there is no such file, or it cannot be opened
    /// @throws BoltDamage when it is no database, or shorter than it says
    public static BoltFile open(FileAccess files, Path path) throws IOException {
        StoreFile file = files.open(path, OpenMode.READ);
        try {
            long size = file.sizeBytes();
            BoltFile opened = new BoltFile(file, size, newest(file, size));
            opened.checkSize();
            return opened;
        } catch (RuntimeException | Error failed) {
            file.close();
            throw failed;
        }
    }

    /// The better of two metas. Where the second one is depends on the page size, which may have
    /// to be found out from that one itself.
    private static Meta newest(StoreFile file, long sizeBytes) {
        Optional<Meta> first = meta(file, 0);
        Optional<Meta> second = first.flatMap(meta -> meta(file, meta.pageSize()));
        for (int size = Meta.MIN_PAGE; first.isEmpty() && second.isEmpty()
                && size <= Meta.MAX_PAGE && size + Meta.SIZE <= sizeBytes; size *= 2) {
            int pageSize = size;
            second = meta(file, size).filter(meta -> meta.pageSize() == pageSize);
        }
        if (first.isEmpty() && second.isEmpty()) {
            throw new BoltDamage(file.path(), 0, "both meta pages are invalid ("
                    + problem(file) + "); it is no database of bbolt, or its beginning is lost");
        }
        if (first.isEmpty() || second.isEmpty()) {
            return first.orElseGet(second::get);
        }
        return Long.compareUnsigned(first.get().txid(), second.get().txid()) >= 0
                ? first.get() : second.get();
    }

    private static Optional<Meta> meta(StoreFile file, long offset) {
        ByteBuffer page = read(file, offset, Meta.SIZE);
        return page.limit() < Meta.SIZE || Meta.problem(page).isPresent()
                ? Optional.empty() : Optional.of(Meta.decode(page));
    }

    private static String problem(StoreFile file) {
        ByteBuffer page = read(file, 0, Meta.SIZE);
        return page.limit() < Meta.SIZE ? "the file has " + page.limit() + " bytes"
                : Meta.problem(page).orElse("");
    }

    private static ByteBuffer read(StoreFile file, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = file.read(bytes, offset);
        return bytes.limit(read);
    }

    private void checkSize() {
        if (meta.highWater() < PageLayout.META_PAGES
                || meta.highWater() > sizeBytes / meta.pageSize()) {
            throw new BoltDamage(file.path(), sizeBytes, "the file has " + sizeBytes
                    + " bytes, but its meta page counts " + Long.toUnsignedString(meta.highWater())
                    + " pages of " + meta.pageSize());
        }
    }

    /// The bucket that holds all others.
    public BoltBucket root() {
        return BoltBucket.ofRoot(this, meta.root());
    }

    /// Bytes of the database; the file may be longer.
    public long databaseBytes() {
        return meta.highWater() * meta.pageSize();
    }

    /// Reads everything and checks it as bbolt's own check does: page numbers and kinds, bounds,
    /// order of keys, no page in two places, and, where the file lists its free pages, no page
    /// neither used nor free.
    ///
    /// @throws BoltDamage for what is wrong first
    public void check() {
        BitSet seen = new BitSet();
        seen.set(0, PageLayout.META_PAGES);
        if (meta.freelist() == Meta.NO_FREELIST) {
            root().check(seen, 0);
            return;
        }
        BitSet free = freePages(seen);
        root().check(seen, 0);
        if (free.intersects(seen)) {
            free.and(seen);
            throw damage(free.nextSetBit(0), "page that is in use and listed as free");
        }
        free.or(seen);
        if (free.nextClearBit(0) < meta.highWater()) {
            throw damage(free.nextClearBit(0), "page that is neither in use nor free");
        }
    }

    private BitSet freePages(BitSet seen) {
        long id = meta.freelist();
        ByteBuffer page = slots(id, seen);
        if (Short.toUnsignedInt(page.getShort(8)) != PageLayout.FREELIST) {
            throw damage(id, "page that should list the free ones and does not");
        }
        long count = Short.toUnsignedInt(page.getShort(10));
        int at = PageLayout.HEADER;
        if (count == 0xffff) {
            count = page.getLong(at);
            at += Long.BYTES;
        }
        if (count < 0 || count > (page.limit() - at) / Long.BYTES) {
            throw damage(id, "list of " + count + " free pages that does not fit into its page");
        }
        BitSet free = new BitSet();
        for (; count > 0; count--, at += Long.BYTES) {
            long freePage = page.getLong(at);
            if (freePage < PageLayout.META_PAGES || freePage >= meta.highWater()) {
                throw damage(id, "list of free pages with page " + freePage);
            }
            free.set((int) freePage);
        }
        return free;
    }

    /// A tree page that was not seen before.
    Page page(long id, BitSet seen) {
        ByteBuffer bytes = slots(id, seen);
        return new Page(file.path(), id * meta.pageSize(), bytes);
    }

    private ByteBuffer slots(long id, BitSet seen) {
        if (id < PageLayout.META_PAGES || id >= meta.highWater() || id > Integer.MAX_VALUE) {
            throw new BoltDamage(file.path(), 0, "something leads to page "
                    + Long.toUnsignedString(id) + " of " + meta.highWater());
        }
        ByteBuffer first = readWhole(id, meta.pageSize());
        if (first.getLong(0) != id) {
            throw damage(id, "page " + id + " calls itself "
                    + Long.toUnsignedString(first.getLong(0)));
        }
        long slots = 1 + Integer.toUnsignedLong(first.getInt(12));
        if (slots > meta.highWater() - id || slots * meta.pageSize() > Integer.MAX_VALUE) {
            throw damage(id, "page of " + slots + " slots");
        }
        int end = (int) (id + slots);
        int taken = seen.nextSetBit((int) id);
        if (taken >= 0 && taken < end) {
            throw damage(taken, "page that is in two places");
        }
        seen.set((int) id, end);
        return slots == 1 ? first : readWhole(id, (int) slots * meta.pageSize());
    }

    private ByteBuffer readWhole(long id, int length) {
        ByteBuffer bytes = read(file, id * meta.pageSize(), length);
        if (bytes.limit() < length) {
            throw damage(id, "page that the file does not hold whole");
        }
        return bytes;
    }

    Page inline(byte[] bucket, long offset) {
        return new Page(file.path(), offset + PageLayout.BUCKET_HEADER,
                LittleEndian.from(bucket, PageLayout.BUCKET_HEADER));
    }

    BoltDamage damage(long id, String problem) {
        return new BoltDamage(file.path(), id * meta.pageSize(), problem);
    }

    /// Closes the file.
    @Override
    public void close() {
        file.close();
    }
}
