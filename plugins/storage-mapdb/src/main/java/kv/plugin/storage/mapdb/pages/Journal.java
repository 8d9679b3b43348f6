package kv.plugin.storage.mapdb.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The flushes since the page file was forced last, one record each. Engine's thread.
///
/// ```
/// head    magic 8 | last flush before 8 | pages 4 | CRC32C 4, in 512 bytes
/// record  magic 4 | entries 4 | flush 8 | pages 4 | body bytes 4 | 0 4 | CRC32C 4
///         entries: page number 4 | data 4080, or nothing where the number is negative: zeros
///         CRC32C of the entries 4 | zeros up to a multiple of 512
/// ```
///
/// A record that is not whole is either torn, when power was lost before it was forced, and then
/// nothing of it has reached the page file; or damaged. Torn is only what ends with the file or
/// has a sector of zeros, as a write that was cut off leaves it.
final class Journal implements AutoCloseable {

    private static final long HEAD_MAGIC = 0x6b76_644a_6f75_726eL; // "kvdJourn"
    private static final int RECORD_MAGIC = 0x666c_7573; // "flus"
    private static final int SECTOR_BYTES = 512;
    private static final int RECORD_HEAD_BYTES = 32;
    private static final int HEAD_CHECKED_BYTES = 20;
    private static final int WRITE_BYTES = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final long flushBefore;
    private final int pagesBefore;
    private long end = SECTOR_BYTES;

    private Journal(Path path, FileChannel channel, ByteBuffer head) {
        this.path = path;
        this.channel = channel;
        this.flushBefore = head.getLong(Long.BYTES);
        this.pagesBefore = head.getInt(2 * Long.BYTES);
    }

    /// An empty journal at `path`, in the place of the one that is there: durable, with its name.
    ///
    /// @param flush newest flush that the page file holds durably
    static Journal start(Path path, long flush, int pages) {
        Path fresh = path.resolveSibling(path.getFileName() + PageFiles.UNFINISHED);
        ByteBuffer head = ByteBuffer.allocate(SECTOR_BYTES);
        head.putLong(HEAD_MAGIC).putLong(flush).putInt(pages);
        head.putInt(PageFormat.checksum(head.slice(0, HEAD_CHECKED_BYTES)));
        try {
            FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            channel.write(head.rewind(), 0);
            channel.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            PageFiles.forceNames(path.getParent());
            return new Journal(path, channel, head);
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    static Journal open(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            ByteBuffer head = ByteBuffer.allocate(SECTOR_BYTES);
            channel.read(head, 0);
            if (head.getLong(0) != HEAD_MAGIC || head.getInt(HEAD_CHECKED_BYTES)
                    != PageFormat.checksum(head.slice(0, HEAD_CHECKED_BYTES))) {
                channel.close();
                throw Damage.at(path, 0, "it does not begin as a journal of this version");
            }
            return new Journal(path, channel, head);
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    static boolean holdsRecords(Path path) {
        try {
            return Files.size(path) > SECTOR_BYTES;
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    /// The newest flush before the first record, and the number of pages at that time.
    Flush before() {
        return new Flush(flushBefore, pagesBefore);
    }

    long sizeBytes() {
        return end;
    }

    /// Whether there is no record, not even a torn one.
    boolean isEmpty() {
        return !holdsRecords(path);
    }

    /// Writes a record and makes it durable.
    void append(Flush flush, int[] numbers, PageSource source) {
        try {
            ByteBuffer head = head(flush, numbers, source);
            buffer.clear().put(head);
            CRC32C crc = new CRC32C();
            long at = end;
            for (int number : numbers) {
                if (buffer.remaining() < Integer.BYTES + PageFormat.DATA_BYTES) {
                    at += drain(at);
                }
                int start = buffer.position();
                put(number, source.page(number));
                crc.update(buffer.slice(start, buffer.position() - start));
            }
            if (buffer.remaining() < Integer.BYTES + SECTOR_BYTES) {
                at += drain(at);
            }
            buffer.putInt((int) crc.getValue());
            long after = aligned(at + buffer.position());
            buffer.put(new byte[(int) (after - at - buffer.position())]);
            drain(at);
            channel.force(false);
            end = after;
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    /// Hands every whole record to `visitor`, in order.
    ///
    /// @throws kv.api.spi.storage.StorageException when a record is damaged
    void replay(RecordVisitor visitor) {
        try {
            long size = channel.size();
            long expected = flushBefore + 1;
            end = SECTOR_BYTES;
            while (end < size) {
                Record record = read(size);
                if (record == null) {
                    return;
                }
                if (record.flush.number() != expected) {
                    throw Damage.at(path, end, "flush " + record.flush.number()
                            + " stands where flush " + expected + " belongs");
                }
                expected++;
                visitor.record(record.flush, record.entries());
                end = aligned(end + RECORD_HEAD_BYTES + record.body.capacity());
            }
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Damage.failed(path, e);
        }
    }

    private static ByteBuffer head(Flush flush, int[] numbers, PageSource source) {
        int body = Integer.BYTES;
        for (int number : numbers) {
            int data = source.page(number) == Pages.ZEROS ? 0 : PageFormat.DATA_BYTES;
            body = Math.addExact(body, Integer.BYTES + data);
        }
        ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD_BYTES)
                .putInt(RECORD_MAGIC).putInt(numbers.length)
                .putLong(flush.number()).putInt(flush.pages()).putInt(body).putInt(0);
        return head.putInt(PageFormat.checksum(head.slice(0, head.position()))).flip();
    }

    private void put(int number, byte[] data) {
        if (data == Pages.ZEROS) {
            buffer.putInt(~number);
        } else {
            buffer.putInt(number).put(data, 0, PageFormat.DATA_BYTES);
        }
    }

    private int drain(long at) throws IOException {
        buffer.flip();
        int written = 0;
        while (buffer.hasRemaining()) {
            written += channel.write(buffer, at + written);
        }
        buffer.clear();
        return written;
    }

    /// The record at `end`; null for one that is torn.
    private Record read(long size) throws IOException {
        ByteBuffer head = bytes(end, (int) Math.min(RECORD_HEAD_BYTES, size - end));
        int checked = RECORD_HEAD_BYTES - Integer.BYTES;
        if (head.capacity() < RECORD_HEAD_BYTES || head.getInt(0) != RECORD_MAGIC
                || PageFormat.checksum(head.slice(0, checked)) != head.getInt(checked)) {
            return torn(Math.min(size, end + SECTOR_BYTES), size, "the head of a record");
        }
        Record record = new Record(head.getInt(4),
                new Flush(head.getLong(8), head.getInt(16)),
                ByteBuffer.allocate(head.getInt(20)));
        long after = end + RECORD_HEAD_BYTES + record.body.capacity();
        if (after > size) {
            return null;
        }
        channel.read(record.body, end + RECORD_HEAD_BYTES);
        int entryBytes = record.body.capacity() - Integer.BYTES;
        if (PageFormat.checksum(record.body.slice(0, entryBytes))
                != record.body.getInt(entryBytes)) {
            return torn(after, size, "the record of flush " + record.flush.number());
        }
        return record;
    }

    private Record torn(long after, long size, String what) throws IOException {
        for (long at = end; at < after; at += SECTOR_BYTES) {
            ByteBuffer sector = bytes(at, (int) Math.min(SECTOR_BYTES, size - at));
            if (sector.capacity() < SECTOR_BYTES || sector.equals(
                    ByteBuffer.allocate(SECTOR_BYTES))) {
                return null;
            }
        }
        throw Damage.at(path, end, what + " does not fit its checksum, and no write that was cut"
                + " off looks like that");
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.read(bytes, at);
        return bytes.rewind();
    }

    private static long aligned(long at) {
        return (at + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    /// What a flush leads to.
    ///
    /// @param number of the flush; each is one more than the one before
    /// @param pages number of pages after it
    record Flush(long number, int pages) {
    }

    /// Receives the records of a replay.
    interface RecordVisitor {
        void record(Flush flush, Entries entries);
    }

    /// The pages of a record.
    ///
    /// @param numbers ascending
    record Entries(int[] numbers, PageSource source) {
    }

    private record Record(int count, Flush flush, ByteBuffer body) {

        Entries entries() {
            int[] numbers = new int[count];
            byte[][] pages = new byte[count][];
            ByteBuffer rest = body.slice(0, body.capacity() - Integer.BYTES);
            for (int i = 0; i < count; i++) {
                int number = rest.getInt();
                numbers[i] = number < 0 ? ~number : number;
                pages[i] = number < 0 ? Pages.ZEROS : new byte[PageFormat.DATA_BYTES];
                rest.get(pages[i], 0, number < 0 ? 0 : PageFormat.DATA_BYTES);
            }
            return new Entries(numbers,
                    number -> pages[Arrays.binarySearch(numbers, number)]);
        }
    }
}
