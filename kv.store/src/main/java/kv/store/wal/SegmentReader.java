package kv.store.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import kv.store.file.StoreFile;

/// Reads the records of one segment in order and checks each against the running checksum.
/// Confined to whoever made it; the file stays that one's.
///
/// After [#next()] answered [Step#RECORD], the accessors tell about that record until the next
/// call. After [Step#DAMAGE], [#damage()] tells what was found, and reading is over.
final class SegmentReader {

    enum Step { RECORD, END, DAMAGE }

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int CRC_FIELD = 2 << 3;
    private static final int CONTENT_FIELD = 3 << 3 | 2;

    private final StoreFile file;
    private final long fileBytes;
    private final RunningChecksum checksum;
    private ByteBuffer window;
    private long windowOffset;
    private long frameOffset;
    private long nextOffset;
    private int type;
    private int recordCrc;
    private int contentStart;
    private int contentBytes;
    private Damage damage;

    /// Reads from an offset on.
    ///
    /// @param checksum running value there; is moved on
    SegmentReader(StoreFile file, long offset, RunningChecksum checksum) {
        this.file = file;
        this.fileBytes = file.sizeBytes();
        this.checksum = checksum;
        this.nextOffset = offset;
        this.windowOffset = offset;
        this.window = allocate((int) Math.min(WINDOW_BYTES, fileBytes)).limit(0);
    }

    private static ByteBuffer allocate(int sizeBytes) {
        return ByteBuffer.allocate(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Step next() {
        frameOffset = nextOffset;
        long left = fileBytes - frameOffset;
        if (left < Frame.WORD_BYTES) {
            return isZeroFrom(frameOffset)
                    ? Step.END
                    : damaged(Damage.Kind.END_OF_FILE, 0, "ends inside a length word");
        }
        long word = window(frameOffset, Frame.WORD_BYTES).getLong(at(frameOffset));
        if (word == 0) {
            return isZeroFrom(frameOffset)
                    ? Step.END
                    : damaged(Damage.Kind.ZERO_WORD, 0, "has zeros where a record should begin,"
                            + " and other bytes after them");
        }
        if (!Frame.isValid(word)) {
            return damaged(Damage.Kind.BAD_WORD, Frame.recordBytes(word),
                    "has a length word that no record can have");
        }
        long recordBytes = Frame.recordBytes(word);
        if (Frame.WORD_BYTES + recordBytes > left) {
            return damaged(Damage.Kind.END_OF_FILE, recordBytes, "ends inside a record");
        }
        return read((int) recordBytes);
    }

    private Step read(int recordBytes) {
        long recordOffset = frameOffset + Frame.WORD_BYTES;
        window(recordOffset, recordBytes);
        try {
            parse(at(recordOffset), recordBytes);
        } catch (IOException malformed) {
            return damaged(Damage.Kind.BAD_RECORD, recordBytes, "has a record that is no record");
        }
        nextOffset = frameOffset + Frame.frameBytes(recordBytes);
        if (type == Frame.CRC) {
            return readChecksum(recordBytes);
        }
        checksum.update(window.array(), contentStart, contentBytes);
        return checksum.value() == recordCrc
                ? Step.RECORD
                : damaged(Damage.Kind.BAD_RECORD, recordBytes,
                        "has a record with a wrong checksum");
    }

    private Step readChecksum(int recordBytes) {
        if (checksum.value() != 0 && checksum.value() != recordCrc) {
            return damaged(Damage.Kind.BAD_RECORD, recordBytes,
                    "does not continue the checksum of the segment before it");
        }
        checksum.restart(recordCrc);
        return Step.RECORD;
    }

    private void parse(int start, int recordBytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(window.array(), start, recordBytes);
        expect(in.readTag() == 1 << 3);
        type = in.readInt32();
        expect(type >= Frame.METADATA && type <= Frame.SNAPSHOT);
        expect(in.readTag() == CRC_FIELD);
        recordCrc = in.readUInt32();
        if (in.isAtEnd()) {
            contentStart = start + recordBytes;
            contentBytes = 0;
            return;
        }
        expect(type != Frame.CRC && in.readTag() == CONTENT_FIELD);
        contentBytes = in.readUInt32();
        contentStart = start + in.getTotalBytesRead();
        expect(contentBytes == start + recordBytes - contentStart);
    }

    private static void expect(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException();
        }
    }

    /// Whether nothing but zeros stands from here to the end of the file.
    private boolean isZeroFrom(long offset) {
        for (long at = offset; at < fileBytes; at += WINDOW_BYTES) {
            int length = (int) Math.min(WINDOW_BYTES, fileBytes - at);
            if (!isZero(window(at, length).array(), at(at), length)) {
                return false;
            }
        }
        return true;
    }

    static boolean isZero(byte[] bytes, int start, int length) {
        return length <= 0 || bytes[start] == 0
                && Arrays.mismatch(bytes, start, start + length - 1,
                        bytes, start + 1, start + length) < 0;
    }

    /// Makes these bytes of the file, which are there, readable in the window.
    private ByteBuffer window(long offset, int length) {
        if (offset < windowOffset || offset + length > windowOffset + window.limit()) {
            if (window.capacity() < length) {
                window = allocate(Integer.highestOneBit(length) << 1);
            }
            windowOffset = offset;
            file.read(window.clear(), offset);
            window.flip();
        }
        return window;
    }

    private int at(long offset) {
        return (int) (offset - windowOffset);
    }

    private Step damaged(Damage.Kind kind, long recordBytes, String problem) {
        damage = new Damage(file.path(), frameOffset, kind, recordBytes, problem);
        return Step.DAMAGE;
    }

    /// Where the record's frame begins; after [Step#END], where the next record belongs.
    long offset() {
        return frameOffset;
    }

    /// Where the frame after this one begins.
    long nextOffset() {
        return nextOffset;
    }

    int type() {
        return type;
    }

    ByteString copyOfContent() {
        return ByteString.copyFrom(window.array(), contentStart, contentBytes);
    }

    /// The content; good until the next call of [#next()].
    CodedInputStream content() {
        return CodedInputStream.newInstance(window.array(), contentStart, contentBytes);
    }

    Damage damage() {
        return damage;
    }

    /// Says that the current record is sound but cannot stand where it is.
    Damage misplaced(String problem) {
        return new Damage(
                file.path(), frameOffset, Damage.Kind.BAD_SEQUENCE, contentBytes, problem);
    }
}
