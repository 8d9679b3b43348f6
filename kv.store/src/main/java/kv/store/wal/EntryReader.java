package kv.store.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kv.store.file.BrokenStore;
import kv.store.file.StoreFile;

/// Reads entries back from the segments. Confined to the log's owner, and used for one call.
final class EntryReader {

    private final WalDirectory directory;
    private final EntryOffsets offsets;
    private final SegmentName tailName;
    private final StoreFile tail;
    private final List<EncodedEntry> found = new ArrayList<>();
    private long foundBytes;

    /// @param tail the last segment, open already; opening it once more would end its lock
    EntryReader(
            WalDirectory directory, EntryOffsets offsets, SegmentName tailName, StoreFile tail) {
        this.directory = directory;
        this.offsets = offsets;
        this.tailName = tailName;
        this.tail = tail;
    }

    List<EncodedEntry> read(long from, long to, long maxBytes) {
        long next = from;
        boolean more = true;
        while (next < to && more) {
            EntryOffsets.Mark mark = offsets.before(next);
            if (mark == null) {
                return found;
            }
            more = readRun(mark, next, Math.min(to, offsets.nextAfter(next)), maxBytes);
            next = from + found.size();
        }
        return found;
    }

    private boolean readRun(EntryOffsets.Mark mark, long from, long to, long maxBytes) {
        if (mark.segment().equals(tailName)) {
            return readRun(tail, mark, from, to, maxBytes);
        }
        try (StoreFile file = directory.reopen(mark.segment())) {
            return readRun(file, mark, from, to, maxBytes);
        }
    }

    /// Whether there may be more to read.
    private boolean readRun(
            StoreFile file, EntryOffsets.Mark mark, long from, long to, long maxBytes) {
        SegmentReader reader =
                new SegmentReader(file, mark.offset(), new RunningChecksum(mark.checksum()));
        long next = from;
        while (next < to) {
            EncodedEntry entry = nextEntry(file, reader);
            if (entry.index() == next) {
                foundBytes += entry.content().length;
                if (foundBytes > maxBytes && !found.isEmpty()) {
                    return false;
                }
                found.add(entry);
                next++;
            }
        }
        return true;
    }

    private static EncodedEntry nextEntry(StoreFile file, SegmentReader reader) {
        try {
            while (reader.next() == SegmentReader.Step.RECORD) {
                if (reader.type() == Frame.ENTRY) {
                    return RecordContents.entry(reader.content());
                }
            }
        } catch (IOException malformed) {
            throw BrokenStore.corrupt(file.path(), reader.offset(), "an entry cannot be decoded");
        }
        throw BrokenStore.corrupt(file.path(), reader.offset(), reader.damage() == null
                ? "the segment ends before an entry that was written to it"
                : reader.damage().problem());
    }
}
