package kv.store.wal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import kv.store.file.StoreRefusal;

/// Where a log is: a directory that holds nothing but its segment files.
///
/// @param files door to the disk
/// @param path the directory, `<data-dir>/member/wal`; made when the log is made
/// @param segmentBytes size that segments are made with; a segment that has grown to it is ended
public record WalDirectory(FileAccess files, Path path, long segmentBytes) {

    /// Size of etcd's segments.
    public static final long SEGMENT_BYTES = 64_000_000;

    private static final String UNFINISHED = ".tmp";

    /// A log with segments of etcd's size.
    public static WalDirectory of(FileAccess files, Path path) {
        return new WalDirectory(files, path, SEGMENT_BYTES);
    }

    /// Whether there is a log, sound or not.
    ///
    /// @throws StoreRefusal if the directory cannot be read
    public boolean holdsLog() {
        return !segments().isEmpty();
    }

    /// All segments, oldest first.
    List<SegmentName> segments() {
        List<SegmentName> segments = new ArrayList<>();
        try {
            for (String name : files.list(path)) {
                SegmentName.parse(name).ifPresent(segments::add);
            }
        } catch (IOException failed) {
            throw unusable(failed);
        }
        segments.sort(Comparator.comparingLong(SegmentName::sequence));
        return segments;
    }

    Path file(SegmentName segment) {
        return path.resolve(segment.fileName());
    }

    /// Opens a segment at start.
    StoreFile open(SegmentName segment, OpenMode mode) {
        try {
            return files.open(file(segment), mode);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /// Opens a segment while the server runs.
    StoreFile reopen(SegmentName segment) {
        try {
            return files.open(file(segment), OpenMode.READ);
        } catch (IOException failed) {
            throw BrokenStore.naming(file(segment), failed);
        }
    }

    /// Makes a file of a segment's size that is no segment yet.
    ///
    /// It takes the size at once, so that the sync of a batch need not make a new size durable, but
    /// not the space: blocks that hold nothing would count as used.
    StoreFile createUnfinished(Path file) {
        try {
            files.delete(file);
            StoreFile made = files.open(file, OpenMode.CREATE_NEW);
            made.extend(segmentBytes);
            return made;
        } catch (IOException failed) {
            throw BrokenStore.naming(file, failed);
        }
    }

    /// Name of the file that becomes this segment.
    Path unfinished(SegmentName segment) {
        return path.resolve(segment.sequence() + UNFINISHED);
    }

    /// Turns what [#createUnfinished] made, and what is durable by now, into a segment.
    void finish(SegmentName segment) {
        try {
            files.rename(unfinished(segment), file(segment));
        } catch (IOException failed) {
            throw BrokenStore.naming(file(segment), failed);
        }
        files.syncDirectory(path);
    }

    void delete(SegmentName segment) {
        try {
            files.delete(file(segment));
        } catch (IOException failed) {
            throw BrokenStore.naming(file(segment), failed);
        }
    }

    /// Removes segments that were being made when the process ended, etcd's spare ones included.
    void deleteUnfinished() {
        try {
            for (String name : files.list(path)) {
                if (name.endsWith(UNFINISHED)) {
                    files.delete(path.resolve(name));
                }
            }
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /// The directory under another name, in which a new log is made, so that there is either a
    /// whole log or none. A left-over one is emptied.
    WalDirectory prepareUnfinished() {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try {
            for (String name : files.list(unfinished)) {
                files.delete(unfinished.resolve(name));
            }
            files.createDirectories(unfinished);
        } catch (IOException failed) {
            throw unusable(failed);
        }
        return new WalDirectory(files, unfinished, segmentBytes);
    }

    /// Gives the finished directory its name.
    void finishFrom(WalDirectory unfinished) {
        files.syncDirectory(unfinished.path);
        try {
            files.rename(unfinished.path, path);
        } catch (IOException failed) {
            throw unusable(failed);
        }
        files.syncDirectory(path.getParent());
    }

    /// The segments that hold everything after this position.
    ///
    /// @throws StoreRefusal if there is none, or one is missing
    List<SegmentName> segmentsAfter(WalPosition from) {
        List<SegmentName> all = segments();
        if (all.isEmpty()) {
            throw new StoreRefusal(path, "holds no log", Refusals.REPLACE_MEMBER);
        }
        Optional<SegmentName> start = all.reversed().stream()
                .filter(segment -> segment.firstIndex() <= from.index()).findFirst();
        if (start.isEmpty()) {
            throw new StoreRefusal(path, "holds no entries before " + all.getFirst().firstIndex()
                    + ", but the storage engine has applied only " + from.index(),
                    Refusals.REPLACE_MEMBER);
        }
        List<SegmentName> needed = all.subList(all.indexOf(start.get()), all.size());
        for (int i = 1; i < needed.size(); i++) {
            if (needed.get(i).sequence() != needed.get(i - 1).sequence() + 1) {
                throw new StoreRefusal(path, "lacks the segment between "
                        + needed.get(i - 1).fileName() + " and " + needed.get(i).fileName(),
                        Refusals.REPLACE_MEMBER);
            }
        }
        return needed;
    }

    private StoreRefusal unusable(IOException failed) {
        return new StoreRefusal(path, "cannot be used (" + failed + ")",
                "make it readable and writable for user " + System.getProperty("user.name") + ".");
    }
}
