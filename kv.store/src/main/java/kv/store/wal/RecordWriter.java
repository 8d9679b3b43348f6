package kv.store.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import kv.store.file.StoreFile;

/// Frames records into one buffer and writes it to the end of a segment in one piece. Confined to
/// the log's owner.
///
/// The buffer is direct, so that the write needs no second copy, and is kept between batches. What
/// does not fit is written out early, which costs a write but never a sync.
final class RecordWriter {

    private static final int FIRST_CAPACITY_BYTES = 1 << 20;
    /// Most that stands before the content of a record: length word, type, crc, length.
    private static final int MAX_FRONT_BYTES = 8 + 2 + 6 + 6;

    private static final byte[] NO_BYTES = {};

    private final RunningChecksum checksum;
    private final byte[] front = new byte[MAX_FRONT_BYTES];
    private final byte[] head = new byte[EncodedEntry.MAX_HEAD_BYTES];
    private final byte[] zeros = new byte[Frame.ALIGNMENT_BYTES];
    private ByteBuffer buffer = allocate(FIRST_CAPACITY_BYTES);
    private StoreFile file;
    private long fileOffset;

    /// Continues a segment.
    ///
    /// @param checksum running value at its end
    RecordWriter(RunningChecksum checksum, StoreFile file, long offset) {
        this.checksum = checksum;
        this.file = file;
        this.fileOffset = offset;
    }

    private static ByteBuffer allocate(int sizeBytes) {
        return ByteBuffer.allocateDirect(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Goes on at the start of another file; the buffer must be empty.
    void continueIn(StoreFile next) {
        assert buffer.position() == 0;
        file = next;
        fileOffset = 0;
    }

    /// Where the next record begins.
    long offset() {
        return fileOffset + buffer.position();
    }

    /// Running value after the last record.
    int checksum() {
        return checksum.value();
    }

    /// Adds the record that carries the running value itself.
    void addChecksum() {
        reserve(MAX_FRONT_BYTES);
        int end = putTypeAndChecksum(Frame.CRC);
        putFrame(end, 0, NO_BYTES);
    }

    /// Adds an entry.
    void addEntry(EncodedEntry entry) {
        int headBytes = entry.writeHead(head, 0);
        addRecord(Frame.ENTRY, headBytes, entry.content());
    }

    /// Adds a record that is not written often.
    void addRecord(int type, byte[] content) {
        addRecord(type, 0, content);
    }

    private void addRecord(int type, int headBytes, byte[] content) {
        int contentBytes = headBytes + content.length;
        reserve(MAX_FRONT_BYTES + contentBytes + Frame.ALIGNMENT_BYTES);
        checksum.update(head, 0, headBytes);
        checksum.update(content, 0, content.length);
        int end = putTypeAndChecksum(type);
        front[end++] = 3 << 3 | 2;
        end = Varint.put(front, end, contentBytes);
        putFrame(end, headBytes, content);
    }

    private int putTypeAndChecksum(int type) {
        front[Frame.WORD_BYTES] = 1 << 3;
        front[Frame.WORD_BYTES + 1] = (byte) type;
        front[Frame.WORD_BYTES + 2] = 2 << 3;
        return Varint.put(front, Frame.WORD_BYTES + 3, Integer.toUnsignedLong(checksum.value()));
    }

    private void putFrame(int frontBytes, int headBytes, byte[] content) {
        int recordBytes = frontBytes - Frame.WORD_BYTES + headBytes + content.length;
        int start = buffer.position();
        buffer.put(front, 0, frontBytes).put(head, 0, headBytes).put(content);
        buffer.putLong(start, Frame.word(recordBytes));
        buffer.put(zeros, 0, Frame.padding(recordBytes));
    }

    private void reserve(int sizeBytes) {
        if (buffer.remaining() < sizeBytes) {
            flush();
            if (buffer.capacity() < sizeBytes) {
                buffer = allocate(Integer.highestOneBit(sizeBytes) << 1);
            }
        }
    }

    /// Writes what is buffered; not durable yet.
    void flush() {
        if (buffer.position() > 0) {
            int sizeBytes = buffer.position();
            file.write(buffer.flip(), fileOffset);
            fileOffset += sizeBytes;
            buffer.clear();
        }
    }
}
