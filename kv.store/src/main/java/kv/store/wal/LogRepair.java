package kv.store.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import kv.store.file.StoreRefusal;

/// Decides whether the end of a log may be cut off, and cuts it. Used at start alone.
final class LogRepair {

    private static final String BROKEN = ".broken";
    private static final int CHUNK_BYTES = 1 << 20;

    private LogRepair() {}

    /// Judges what was read.
    ///
    /// @param floor entry that must be left
    /// @return what is to be cut off, empty if the log is whole
    /// @throws StoreRefusal if the log lacks what was acknowledged
    static Optional<TornTail> judge(LogScan scan, StoreFile tail, long floor) {
        final long last = scan.last().index();
        final long mark = Math.max(floor, scan.state().commit());
        Damage damage = scan.damage();
        if (damage == null) {
            if (last < mark) {
                throw new StoreRefusal(tail.path(), scan.endOffset(), "ends with entry " + last
                        + ", but entry " + mark + " was committed", Refusals.REPLACE_MEMBER);
            }
            return Optional.empty();
        }
        TornWrite write = new TornWrite(tail, damage);
        String pattern = write.pattern().orElseThrow(() -> Refusals.damaged(damage));
        long committed = Math.max(mark, write.commitAfter());
        if (last < committed) {
            throw Refusals.committed(damage, last, committed);
        }
        return Optional.of(new TornTail(tail.path(), damage.offset(), pattern, last));
    }

    /// Makes the last segment end where its last record does, with zeros after it, and durable.
    static void prepareTail(
            WalDirectory directory, StoreFile tail, long endOffset, Optional<TornTail> torn) {
        boolean isShort = tail.sizeBytes() < directory.segmentBytes();
        if (torn.isPresent()) {
            keepCopy(directory, tail);
            tail.truncate(endOffset);
        }
        if (torn.isPresent() || isShort) {
            tail.extend(directory.segmentBytes());
            tail.syncAll();
        }
    }

    /// Keeps the segment as it was found, for whoever wants to know. Zeros are not written.
    private static void keepCopy(WalDirectory directory, StoreFile tail) {
        Path copy = tail.path().resolveSibling(tail.path().getFileName() + BROKEN);
        try {
            directory.files().delete(copy);
            try (StoreFile kept = directory.files().open(copy, OpenMode.CREATE_NEW)) {
                ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
                for (long at = 0; tail.read(chunk.clear(), at) > 0; at += CHUNK_BYTES) {
                    chunk.flip();
                    if (!SegmentReader.isZero(chunk.array(), 0, chunk.limit())) {
                        kept.write(chunk, at);
                    }
                }
                kept.extend(tail.sizeBytes());
                kept.syncAll();
            }
        } catch (IOException failed) {
            throw BrokenStore.naming(copy, failed);
        }
    }
}
