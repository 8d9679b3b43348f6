package kv.store.wal;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import kv.store.file.StoreRefusal;

/// Reads a whole log, from the segment that holds a given position to the end. Changes nothing.
/// Used once, by whoever opens the log.
///
/// Rules, as etcd's: entries up to the position are skipped; an entry at or below the last index
/// replaces it and everything after it; the last state record counts. A snapshot record that the
/// entries do not lead to begins the log anew. Beyond etcd: no gap, no
/// entry replaced that a state record before it calls committed, every segment begins with its
/// checksum and the same metadata.
final class LogScan {

    /// No cluster has as many elections between two records. A state record that is taken for an
    /// entry, because a bit of its type has flipped, shows the member's vote as term.
    private static final long MAX_TERM_STEP = 1L << 32;

    private final WalDirectory directory;
    private final WalPosition from;
    private final List<EncodedEntry> entries = new ArrayList<>();
    private final List<WalSnapshot> snapshots = new ArrayList<>();
    private final EntryOffsets offsets = new EntryOffsets();
    private final Passed passed = new Passed();
    private final RunningChecksum checksum = new RunningChecksum(0);
    private ByteString metadata;
    private WalState state = WalState.NONE;
    private WalPosition last;
    private long endOffset;
    private Damage damage;

    LogScan(WalDirectory directory, WalPosition from) {
        this.directory = directory;
        this.from = from;
        passed.termAtPosition = from.index() == 0 ? 0 : -1;
    }

    /// Reads these segments.
    ///
    /// @throws StoreRefusal for any damage but one in the last segment
    void read(List<SegmentName> segments) {
        last = new WalPosition(Math.max(0, segments.getFirst().firstIndex() - 1), 0);
        for (SegmentName segment : segments) {
            if (damage != null) {
                throw Refusals.damaged(damage);
            }
            try (StoreFile file = directory.open(segment, OpenMode.READ)) {
                read(segment, file);
            }
        }
    }

    private void read(SegmentName segment, StoreFile file) {
        SegmentReader reader = new SegmentReader(file, 0, checksum);
        int before = checksum.value();
        long records = 0;
        SegmentReader.Step step = reader.next();
        while (step == SegmentReader.Step.RECORD && damage == null) {
            take(segment, reader, records++, before);
            before = checksum.value();
            if (damage == null) {
                step = reader.next();
            }
        }
        endOffset = reader.offset();
        if (step == SegmentReader.Step.DAMAGE) {
            damage = reader.damage();
            checksum.restart(before);
        }
        if (records < 2) {
            throw damage != null ? Refusals.damaged(damage) : new StoreRefusal(file.path(), 0,
                    "holds no records, not even those a segment begins with",
                    Refusals.REPLACE_MEMBER);
        }
    }

    private void take(SegmentName segment, SegmentReader reader, long record, int checksumBefore) {
        boolean inPlace = record == 0 ? reader.type() == Frame.CRC
                : record == 1 == (reader.type() == Frame.METADATA) && reader.type() != Frame.CRC;
        if (!inPlace) {
            damage = reader.misplaced("has a record of type " + reader.type()
                    + " where it cannot be");
            return;
        }
        try {
            switch (reader.type()) {
                case Frame.METADATA -> takeMetadata(reader);
                case Frame.ENTRY -> takeEntry(segment, reader, checksumBefore);
                case Frame.STATE -> state = RecordContents.state(reader.content());
                case Frame.SNAPSHOT -> takeSnapshot(reader);
                default -> { }
            }
        } catch (IOException malformed) {
            damage = reader.misplaced("has a record of type " + reader.type()
                    + " whose content is of another kind");
        }
    }

    private void takeMetadata(SegmentReader reader) {
        ByteString content = reader.copyOfContent();
        if (metadata != null && !metadata.equals(content)) {
            damage = reader.misplaced("has other metadata than the segment before it");
        }
        metadata = content;
    }

    private void takeEntry(SegmentName segment, SegmentReader reader, int checksumBefore)
            throws IOException {
        EncodedEntry entry = RecordContents.entry(reader.content());
        long index = entry.index();
        if (index > last.index() + 1) {
            damage = reader.misplaced("has entry " + index + " after entry " + last.index());
            return;
        }
        if (index <= last.index() && index <= state.commit()) {
            damage = reader.misplaced("has entry " + index + " once more, although it was committed"
                    + " before");
            return;
        }
        if (entry.term() - state.term() > MAX_TERM_STEP) {
            damage = reader.misplaced("has an entry of term " + entry.term() + " after term "
                    + state.term());
            return;
        }
        offsets.add(index, segment, reader.offset(), checksumBefore);
        last = new WalPosition(index, entry.term());
        if (index == from.index()) {
            passed.termAtPosition = entry.term();
        }
        if (index <= from.index()) {
            passed.note(last);
        }
        long kept = index - from.index() - 1;
        if (kept < entries.size()) {
            entries.subList((int) Math.max(0, kept), entries.size()).clear();
        }
        if (kept == entries.size()) {
            entries.add(entry);
        }
    }

    private void takeSnapshot(SegmentReader reader) throws IOException {
        WalSnapshot snapshot = RecordContents.snapshot(reader.content());
        snapshots.add(snapshot);
        if (snapshot.index() == from.index()) {
            passed.termAtPosition = snapshot.term();
        }
        if (snapshot.index() > last.index() || contradicts(snapshot.position())) {
            last = snapshot.position();
            entries.clear();
            offsets.clear();
            passed.terms.clear();
        }
    }

    /// Whether the entry that stands there is of another term: then it was never committed, and
    /// neither was what follows it; a leader's snapshot has taken their place.
    private boolean contradicts(WalPosition snapshot) {
        long known = snapshot.index() > from.index()
                ? entries.get((int) (snapshot.index() - from.index() - 1)).term()
                : passed.term(snapshot.index());
        return known >= 0 && known != snapshot.term();
    }

    /// Whether the entries go on from the position without a gap, and it is in this log at all.
    ///
    /// @throws StoreRefusal if not
    void requirePosition() {
        if (last.index() != from.index() + entries.size()) {
            throw new StoreRefusal(directory.path(), last.index() < from.index()
                    ? "ends at entry " + last.index() + ", but the storage engine has applied "
                            + from.index()
                    : "goes on after a snapshot, but the storage engine has applied only "
                            + from.index(),
                    Refusals.REPLACE_MEMBER);
        }
        if (passed.termAtPosition != from.term()) {
            throw new StoreRefusal(directory.path(), "has entry " + from.index() + " of term "
                    + passed.termAtPosition + ", but the storage engine has applied one of term "
                    + from.term(), Refusals.REPLACE_MEMBER);
        }
    }

    ByteString metadata() {
        return metadata;
    }

    WalState state() {
        return state;
    }

    List<EncodedEntry> entries() {
        return entries;
    }

    List<WalSnapshot> snapshots() {
        return snapshots;
    }

    /// The first entry that was read, if it is not after the position, and every entry from there
    /// to the position whose term is another than that of the entry before.
    List<WalPosition> earlier() {
        return passed.terms;
    }

    WalPosition last() {
        return last;
    }

    EntryOffsets offsets() {
        return offsets;
    }

    /// Running value at the end.
    RunningChecksum checksum() {
        return checksum;
    }

    /// Where in the last segment the next record belongs.
    long endOffset() {
        return endOffset;
    }

    /// What ended the reading of the last segment, null if its end did.
    Damage damage() {
        return damage;
    }

    /// What is known of the entries up to the position. They may still be wanted by others; their
    /// terms are kept as the places where they change.
    private static final class Passed {

        private final ArrayList<WalPosition> terms = new ArrayList<>();
        private long termAtPosition;

        /// Term of an entry that was passed, -1 if none is known.
        long term(long index) {
            long term = -1;
            for (WalPosition change : terms) {
                term = change.index() <= index ? change.term() : term;
            }
            return term;
        }

        void note(WalPosition entry) {
            while (!terms.isEmpty() && terms.getLast().index() >= entry.index()) {
                terms.removeLast();
            }
            if (terms.isEmpty() || terms.getLast().term() != entry.term()) {
                terms.add(entry);
            }
        }
    }
}
