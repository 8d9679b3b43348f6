package kv.plugin.storage.mapdb.pages;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import kv.api.spi.storage.StorageException;

/// The pages' places on disk. A slot with a header comes first, then one slot for each page.
///
/// Written by the engine's thread through the channel, so that a full disk is an exception; read
/// by any thread through a mapping, so that an interrupted reader closes nothing for the others.
/// Both are the system's one copy of the file. A slot's checksum is looked at when it is read for
/// the first time after opening; `verify` looks at every one again.
final class PageFile implements AutoCloseable {

    private static final long MAGIC = 0x6b76_6450_6167_6573L; // "kvdPages"
    private static final int FORMAT = 1;
    private static final int CHUNK_PAGES = 1024;
    private static final long CHUNK_BYTES = (long) CHUNK_PAGES * PageFormat.SLOT_BYTES;
    private static final int WRITE_BYTES = 64 * PageFormat.SLOT_BYTES;

    private volatile Path path;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);
    private volatile Chunk[] chunks = {};
    private volatile long lastFlush;

    private PageFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// A file without pages. Forced, but not its name.
    static PageFile create(Path path) {
        PageFile file = open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            file.channel.write(header(), 0);
            file.channel.force(true);
            return file;
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    static PageFile open(Path path) {
        PageFile file = open(path, StandardOpenOption.READ);
        try {
            ByteBuffer found = ByteBuffer.allocate(PageFormat.SLOT_BYTES);
            file.channel.read(found, 0);
            if (!found.flip().equals(header())) {
                throw Damage.at(path, 0, "it does not begin as a page file of this version");
            }
            return file;
        } catch (IOException e) {
            throw Damage.failed(path, e);
        } catch (StorageException e) {
            file.close();
            throw e;
        }
    }

    private static PageFile open(Path path, StandardOpenOption... more) {
        StandardOpenOption[] options = Arrays.copyOf(more, more.length + 2);
        options[more.length] = StandardOpenOption.READ;
        options[more.length + 1] = StandardOpenOption.WRITE;
        try {
            PageFile file = new PageFile(path, FileChannel.open(path, options));
            file.lock();
            return file;
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    private void lock() throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this process has it open already: the same answer as for another
        }
        if (lock == null) {
            close();
            throw new StorageException("the MapDB store in " + path.toAbsolutePath().getParent()
                    + " is in use: " + path.getFileName() + " is locked; stop the process that has"
                    + " it open, then start again", null);
        }
    }

    Path path() {
        return path;
    }

    void renamed(Path name) {
        path = name;
    }

    /// The newest flush that a page may show.
    void lastFlush(long flush) {
        lastFlush = flush;
    }

    /// Makes `pages` pages readable and demands that they are there.
    void requirePages(int pages) {
        try {
            long bytes = (1L + pages) * PageFormat.SLOT_BYTES;
            if (channel.size() < bytes) {
                throw Damage.at(path, channel.size(), "it ends before page " + (pages - 1));
            }
            extend(pages);
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    /// Copies bytes of a page.
    ///
    /// @return what is wrong with the page, or null
    String copy(int page, int at, byte[] into, int position, int length) {
        Chunk chunk = chunks[page / CHUNK_PAGES];
        int slot = page % CHUNK_PAGES;
        try {
            if (!chunk.seen[slot]) {
                String fault = PageFormat.fault(chunk.slot(slot), page, lastFlush);
                if (fault != null) {
                    return fault;
                }
                chunk.seen[slot] = true;
            }
            long from = (long) slot * PageFormat.SLOT_BYTES + at;
            MemorySegment.copy(chunk.bytes, JAVA_BYTE, from, into, position, length);
            return null;
        } catch (InternalError e) {
            // What a mapping throws where a read call would fail.
            return "page " + page + " cannot be read: " + e.getMessage();
        }
    }

    /// What is wrong with a page as it now is on disk, or null.
    String fault(int page) {
        chunks[page / CHUNK_PAGES].seen[page % CHUNK_PAGES] = false;
        return copy(page, 0, new byte[1], 0, 1);
    }

    /// The flush that page 0 shows as it is on disk; 0 when it is torn or not there.
    long newestFlush() {
        ByteBuffer slot = ByteBuffer.allocate(PageFormat.SLOT_BYTES);
        try {
            channel.read(slot, offset(0));
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
        return PageFormat.fault(slot, 0, Long.MAX_VALUE) == null ? PageFormat.flush(slot) : 0;
    }

    StorageException damaged(int page, String fault) {
        return Damage.at(path, offset(page), fault);
    }

    /// Writes pages to their places, not yet durable.
    ///
    /// @param numbers ascending
    void write(int[] numbers, PageSource source, long flush) {
        try {
            int at = 0;
            while (at < numbers.length) {
                at += writeRun(numbers, at, source, flush);
            }
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    /// Writes neighbours with one call.
    private int writeRun(int[] numbers, int first, PageSource source, long flush)
            throws IOException {
        buffer.clear();
        int next = first;
        while (next < numbers.length && buffer.hasRemaining()
                && numbers[next] - numbers[first] == next - first) {
            PageFormat.put(buffer, source.page(numbers[next]), numbers[next], flush);
            next++;
        }
        buffer.flip();
        long at = offset(numbers[first]);
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        return next - first;
    }

    /// Maps as much as `pages` pages need. The file may become longer than they are.
    void extend(int pages) throws IOException {
        int needed = (pages + CHUNK_PAGES - 1) / CHUNK_PAGES;
        int mapped = chunks.length;
        if (needed <= mapped) {
            return;
        }
        long end = PageFormat.SLOT_BYTES + needed * CHUNK_BYTES;
        if (channel.size() < end) {
            channel.write(ByteBuffer.allocate(1), end - 1);
        }
        Chunk[] more = Arrays.copyOf(chunks, needed);
        for (int i = mapped; i < needed; i++) {
            long start = PageFormat.SLOT_BYTES + i * CHUNK_BYTES;
            more[i] = new Chunk(
                    channel.map(FileChannel.MapMode.READ_ONLY, start, CHUNK_BYTES, arena),
                    new boolean[CHUNK_PAGES]);
        }
        chunks = more;
    }

    void force() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    /// Nobody reads any more.
    @Override
    public void close() {
        try {
            arena.close();
            channel.close();
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    private static long offset(int page) {
        return (1L + page) * PageFormat.SLOT_BYTES;
    }

    private static ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(PageFormat.SLOT_BYTES);
        return header.putLong(MAGIC).putInt(FORMAT).putInt(PageFormat.SLOT_BYTES).rewind();
    }

    /// A stretch of the file, and which of its slots were found in order. A reader may find a slot
    /// in order that another just did; nothing is lost by that.
    private record Chunk(MemorySegment bytes, boolean[] seen) {

        ByteBuffer slot(int slot) {
            return bytes.asSlice((long) slot * PageFormat.SLOT_BYTES, PageFormat.SLOT_BYTES)
                    .asByteBuffer();
        }
    }
}
