package kv.store.wal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import kv.store.file.StoreRefusal;

/// The write-ahead log of one member, in etcd's format. What is in it, and synced, survives.
///
/// Owner: kvd-wal, after start; never interrupted. Nothing here is thread-safe.
///
/// - [#append] puts records into a buffer, [#sync] writes it in one piece and makes it durable by
///   one fdatasync. Only then may anything be acknowledged.
/// - A state record never calls an entry committed that was not durable before the batch; the rest
///   of a commit index goes into the next batch. So whatever a torn batch shows, only that batch is
///   in doubt (see [TornTail]).
/// - A segment that has reached its size after a batch is ended, and another begun: both are whole
///   and durable when [#sync] returns.
/// - Every failed write or sync is a [BrokenStore] and ends the process; the log's object is of no
///   use after it.
public final class Wal implements AutoCloseable {

    private final WalDirectory directory;
    private final ByteString metadata;
    private final List<SegmentName> segments;
    private final EntryOffsets offsets;
    private final RecordWriter writer;
    private StoreFile tail;
    private WalState wanted;
    private WalState written;
    private long lastIndex;
    private long durableIndex;
    private boolean dirty;

    private Wal(WalDirectory directory, ByteString metadata, List<SegmentName> segments,
            EntryOffsets offsets, StoreFile tail, RecordWriter writer) {
        this.directory = directory;
        this.metadata = metadata;
        this.segments = new ArrayList<>(segments);
        this.offsets = offsets;
        this.tail = tail;
        this.writer = writer;
        this.wanted = WalState.NONE;
        this.written = WalState.NONE;
    }

    /// Makes a new log that holds no entry yet. Durable on return; a crash before leaves none.
    ///
    /// @param metadata content of its metadata record, an encoded etcdserverpb.Metadata
    /// @throws StoreRefusal if the directory cannot be made
    public static Wal create(WalDirectory directory, ByteString metadata) {
        return create(directory, metadata, List.of(), WalState.NONE);
    }

    /// Makes a new log that begins with entries which are committed already, as those that found a
    /// cluster are. Durable on return; a crash before leaves no log.
    ///
    /// @param metadata content of its metadata record, an encoded etcdserverpb.Metadata
    /// @param founding entries from index 1 on
    /// @param state state after them; not written if it is [WalState#NONE]
    /// @throws StoreRefusal if the directory cannot be made
    public static Wal create(WalDirectory directory, ByteString metadata,
            List<EncodedEntry> founding, WalState state) {
        WalDirectory unfinished = directory.prepareUnfinished();
        StoreFile file = unfinished.createUnfinished(unfinished.file(SegmentName.FIRST));
        try (file) {
            RecordWriter writer = new RecordWriter(new RunningChecksum(0), file, 0);
            writer.addChecksum();
            writer.addRecord(Frame.METADATA, metadata.toByteArray());
            writer.addRecord(Frame.SNAPSHOT, RecordContents.encode(WalSnapshot.NONE));
            founding.forEach(writer::addEntry);
            if (!state.equals(WalState.NONE)) {
                writer.addRecord(Frame.STATE, RecordContents.encode(state));
            }
            writer.flush();
            file.syncAll();
        }
        directory.finishFrom(unfinished);
        return open(directory, WalPosition.START, 0).wal();
    }

    /// Opens the log that is there, reads what stands after a position, and cuts off a torn end.
    ///
    /// @param from the last entry whose content is not wanted: what the storage engine has applied
    ///     durably
    /// @param floor an index that must be in the log, the engine's consistent index; nothing at or
    ///     below it is ever cut off
    /// @throws StoreRefusal if the log is damaged, or does not belong to that engine; then it was
    ///     not changed
    public static OpenedWal open(WalDirectory directory, WalPosition from, long floor) {
        List<SegmentName> segments = directory.segmentsAfter(from);
        LogScan scan = new LogScan(directory, from);
        scan.read(segments);
        StoreFile tail = directory.open(segments.getLast(), OpenMode.WRITE);
        try {
            return open(directory, scan, tail, floor);
        } catch (RuntimeException | Error refused) {
            tail.close();
            throw refused;
        }
    }

    private static OpenedWal open(
            WalDirectory directory, LogScan scan, StoreFile tail, long floor) {
        if (!tail.tryLock()) {
            throw new StoreRefusal(tail.path(), "is used by another process",
                    "stop that process, or name another --data-dir.");
        }
        final Optional<TornTail> torn = LogRepair.judge(scan, tail, floor);
        scan.requirePosition();
        directory.deleteUnfinished();
        LogRepair.prepareTail(directory, tail, scan.endOffset(), torn);

        RecordWriter writer = new RecordWriter(scan.checksum(), tail, scan.endOffset());
        // All segments, those that were not read too: they are released first.
        Wal wal = new Wal(directory, scan.metadata(), directory.segments(), scan.offsets(), tail,
                writer);
        wal.wanted = scan.state();
        wal.written = scan.state();
        wal.lastIndex = scan.last().index();
        wal.durableIndex = wal.lastIndex;
        return new OpenedWal(wal, new WalContents(scan.metadata(), scan.state(), scan.entries(),
                scan.snapshots(), scan.earlier(), scan.last(), torn));
    }

    /// Adds to the batch: entries first, then the state, if it moved.
    ///
    /// @param entries in order; the first may lie at or below the last index, then it replaces
    ///     that entry and everything after it
    /// @param state state from now on, or null if it did not move
    public void append(List<EncodedEntry> entries, WalState state) {
        for (int i = 0; i < entries.size(); i++) {
            append(entries.get(i));
        }
        if (state != null) {
            wanted = state;
        }
        long commit = Math.min(wanted.commit(), Math.max(written.commit(), durableIndex));
        WalState safe = new WalState(wanted.term(), wanted.vote(), commit);
        if (!safe.equals(written)) {
            writer.addRecord(Frame.STATE, RecordContents.encode(safe));
            written = safe;
            dirty = true;
        }
    }

    private void append(EncodedEntry entry) {
        long index = entry.index();
        if (index > lastIndex + 1 || index <= written.commit()) {
            throw new IllegalArgumentException("entry " + index + " after entry " + lastIndex
                    + " of a log committed up to " + written.commit());
        }
        offsets.add(index, segments.getLast(), writer.offset(), writer.checksum());
        writer.addEntry(entry);
        lastIndex = index;
        durableIndex = Math.min(durableIndex, index - 1);
        dirty = true;
    }

    /// Writes the batch and makes it durable. Does nothing if there is nothing to write.
    public void sync() {
        if (!dirty) {
            return;
        }
        writer.flush();
        if (writer.offset() >= directory.segmentBytes()) {
            cut();
        } else {
            tail.sync();
        }
        durableIndex = lastIndex;
        dirty = false;
    }

    /// Ends the segment at its real size, and begins the next with the running checksum, the
    /// metadata and the state.
    private void cut() {
        tail.truncate(writer.offset());
        tail.sync();
        SegmentName next = new SegmentName(segments.getLast().sequence() + 1, lastIndex + 1);
        StoreFile file = directory.createUnfinished(directory.unfinished(next));
        writer.continueIn(file);
        writer.addChecksum();
        writer.addRecord(Frame.METADATA, metadata.toByteArray());
        writer.addRecord(Frame.STATE, RecordContents.encode(written));
        writer.flush();
        file.syncAll();
        directory.finish(next);
        tail.close();
        tail = file;
        tail.tryLock();
        segments.add(next);
    }

    /// Writes a snapshot record, with the batch if there is one, and makes it durable. All entries
    /// up to it must be durable in the engine. One beyond the last index begins the log anew.
    public void saveSnapshot(WalSnapshot snapshot) {
        writer.addRecord(Frame.SNAPSHOT, RecordContents.encode(snapshot));
        if (snapshot.index() > lastIndex) {
            lastIndex = snapshot.index();
            offsets.clear();
        }
        dirty = true;
        sync();
    }

    /// Puts a snapshot in place of all entries: the log begins anew after it, whatever it held.
    /// Durable on return. The state that goes with it comes with the next batch.
    public void beginAnew(WalSnapshot snapshot) {
        sync();
        writer.addRecord(Frame.SNAPSHOT, RecordContents.encode(snapshot));
        lastIndex = snapshot.index();
        offsets.clear();
        dirty = true;
        sync();
    }

    /// The snapshot record of exactly this position, if the log of a directory has one: a log that
    /// begins after it has none any more. Changes nothing, and does not mind a torn end.
    public static Optional<WalSnapshot> findSnapshot(WalDirectory directory, WalPosition at) {
        List<SegmentName> all = directory.segments();
        if (all.isEmpty() || all.getFirst().firstIndex() > at.index()) {
            return Optional.empty();
        }
        LogScan scan = new LogScan(directory, at);
        scan.read(directory.segmentsAfter(at));
        return scan.snapshots().stream()
                .filter(snapshot -> snapshot.position().equals(at)).findFirst();
    }

    /// Deletes the segments that hold nothing after this index. A snapshot record at or above it
    /// must have been saved.
    public void releaseBelow(long index) {
        while (segments.size() > 1 && segments.get(1).firstIndex() <= index) {
            directory.delete(segments.removeFirst());
        }
        offsets.dropBefore(segments.getFirst());
    }

    /// Reads entries back, those that are only buffered included.
    ///
    /// @param from first index
    /// @param to index after the last
    /// @param maxBytes most that their contents may take together; one entry is always read
    /// @return entries from `from` on without gaps, empty if the segment that held it is gone
    public List<EncodedEntry> read(long from, long to, long maxBytes) {
        writer.flush();
        return new EntryReader(directory, offsets, segments.getLast(), tail)
                .read(from, Math.min(to, lastIndex + 1), maxBytes);
    }

    /// Newest entry, durable or not; a snapshot's index if none follows it.
    public long lastIndex() {
        return lastIndex;
    }

    /// Newest entry that is durable: everything up to it may be acknowledged.
    public long durableIndex() {
        return durableIndex;
    }

    /// Content of the metadata record.
    public ByteString metadata() {
        return metadata;
    }

    /// Bytes of all segments as far as they were written.
    public long sizeBytes() {
        long size = writer.offset();
        for (SegmentName segment : segments.subList(0, segments.size() - 1)) {
            try (StoreFile file = directory.reopen(segment)) {
                size += file.sizeBytes();
            }
        }
        return size;
    }

    /// Closes without syncing.
    @Override
    public void close() {
        tail.close();
    }
}
