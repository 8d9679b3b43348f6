package kv.store.wal;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import kv.store.file.StoreFile;

/// Tells the end of a log that was being written when the machine stopped from damage to what had
/// been written before.
///
/// A disk writes whole sectors, in any order, and what it had not written reads as zeros. So a
/// write that was cut short shows a sector in which the record's bytes are all zero, or the file
/// ends inside the record. A flipped bit can make a length word point past the end of the file as
/// well; then the record's own length field, if it is there, belies the length word.
final class TornWrite {

    /// As much of a record as is needed to read the length of its content.
    private static final int FRONT_BYTES = 2 + 6 + 6;
    /// No record of a state is longer.
    private static final int MAX_STATE_FRAME_BYTES = 64;
    private static final int CHUNK_BYTES = 1 << 20;

    private final StoreFile file;
    private final Damage damage;

    TornWrite(StoreFile file, Damage damage) {
        this.file = file;
        this.damage = damage;
    }

    /// Words for the pattern of a torn write at the damaged place, empty if it shows none.
    Optional<String> pattern() {
        long recordOffset = damage.offset() + Frame.WORD_BYTES;
        long recordEnd = Math.min(recordOffset + damage.recordBytes(), file.sizeBytes());
        return switch (damage.kind()) {
            case END_OF_FILE -> mayBeginRecord(recordOffset, recordEnd)
                    ? Optional.of("the file ends inside a record") : Optional.empty();
            case ZERO_WORD -> isZero(damage.offset(), sectorEnd(damage.offset()))
                    ? Optional.of("a sector in which a record should begin is zero")
                    : Optional.empty();
            case BAD_WORD -> isZero(recordOffset, Math.min(sectorEnd(recordOffset), recordEnd))
                    ? Optional.of("a record stops inside its length word") : Optional.empty();
            case BAD_RECORD -> mayBeginRecord(recordOffset, recordEnd)
                            && hasZeroSector(recordOffset, recordEnd)
                    ? Optional.of("a sector of a record is zero") : Optional.empty();
            case BAD_SEQUENCE -> Optional.empty();
        };
    }

    /// Whether what stands here can be the beginning of a record of the length that the length word
    /// tells, as far as it was written at all.
    private boolean mayBeginRecord(long from, long end) {
        if (end - from < FRONT_BYTES) {
            return end >= file.sizeBytes();
        }
        if (frontIsUnwritten(from, end)) {
            return true;
        }
        CodedInputStream in = CodedInputStream.newInstance(read(from, FRONT_BYTES));
        try {
            in.readTag();
            in.readInt32();
            in.readTag();
            in.readUInt32();
            in.readTag();
            return in.readUInt32() + in.getTotalBytesRead() == damage.recordBytes();
        } catch (IOException noRecord) {
            return false;
        }
    }

    /// Whether nothing stands here, or no more than a part of a record's front.
    private boolean frontIsUnwritten(long from, long end) {
        long boundary = sectorEnd(from);
        long frontEnd = from + FRONT_BYTES;
        return boundary > frontEnd
                ? isZero(frontEnd, Math.min(boundary, end))
                : isZero(from, boundary) || isZero(boundary, Math.min(sectorEnd(boundary), end));
    }

    private boolean hasZeroSector(long from, long to) {
        for (long at = from; at < to; at = sectorEnd(at)) {
            if (isZero(at, Math.min(to, sectorEnd(at)))) {
                return true;
            }
        }
        return false;
    }

    private static long sectorEnd(long offset) {
        return (offset / Frame.SECTOR_BYTES + 1) * Frame.SECTOR_BYTES;
    }

    private boolean isZero(long from, long to) {
        ByteBuffer bytes = read(from, (int) (to - from));
        return SegmentReader.isZero(bytes.array(), 0, bytes.limit());
    }

    private ByteBuffer read(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, offset);
        return bytes.flip();
    }

    /// Highest commit index in any state record after the damaged place. The log's writer never
    /// lets a state record call an entry committed that was not durable before it, so this shows
    /// whether the damaged place had been synced. Frames lie at multiples of 8.
    long commitAfter() {
        long commit = 0;
        long fileBytes = file.sizeBytes();
        for (long at = damage.offset(); at < fileBytes; at += CHUNK_BYTES) {
            ByteBuffer chunk = read(at, CHUNK_BYTES + MAX_STATE_FRAME_BYTES);
            for (int i = 0; i < CHUNK_BYTES && i + Frame.WORD_BYTES < chunk.limit();
                    i += Frame.ALIGNMENT_BYTES) {
                commit = Math.max(commit, commitAt(chunk, i));
            }
        }
        return commit;
    }

    private static long commitAt(ByteBuffer chunk, int position) {
        long word = chunk.getLong(position);
        long left = chunk.limit() - position - Frame.WORD_BYTES;
        if (!Frame.isValid(word) || Frame.recordBytes(word) > left
                || Frame.recordBytes(word) > MAX_STATE_FRAME_BYTES) {
            return 0;
        }
        CodedInputStream in = CodedInputStream.newInstance(chunk.array(),
                position + Frame.WORD_BYTES, (int) Frame.recordBytes(word));
        try {
            if (in.readTag() != 1 << 3 || in.readInt32() != Frame.STATE || in.readTag() != 2 << 3) {
                return 0;
            }
            in.readUInt32();
            return in.readTag() == (3 << 3 | 2)
                    ? RecordContents.state(in.readBytes().newCodedInput()).commit() : 0;
        } catch (IOException noState) {
            return 0;
        }
    }
}
