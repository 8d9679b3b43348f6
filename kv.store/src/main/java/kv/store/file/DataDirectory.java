package kv.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kv.store.file.FileAccess.OpenMode;

/// The directory that holds everything one member keeps, locked for this process.
///
/// ```
///   <data-dir>/lock                     held while a process uses the directory; names its pid
///   <data-dir>/member/storage-engine    name of the engine that wrote it, and of its directory
///   <data-dir>/member/<engine>/         the storage engine's own files, from the beginning
///   <data-dir>/member/<engine>.<at>/    the same, begun by a snapshot of another member
///   <data-dir>/member/wal/              the log, kv.store.wal
///   <data-dir>/member/snap/             snapshots received and not yet installed
///   <data-dir>/restoring/               a restore that is under way, or was broken off
/// ```
///
/// Opened, asked and closed by the thread that starts and stops the server. All directories are
/// the owner's alone (0700).
public final class DataDirectory implements AutoCloseable {

    private static final String ENGINE_RECORD = "storage-engine";
    private static final String RESTORING = "restoring";
    private static final Set<String> RESERVED_NAMES = Set.of("wal", "snap", ENGINE_RECORD);
    private static final int ENGINE_RECORD_MAX_BYTES = 256;

    private final FileAccess files;
    private final Path root;
    private final StoreFile lock;

    private DataDirectory(FileAccess files, Path root, StoreFile lock) {
        this.files = files;
        this.root = root;
        this.lock = lock;
    }

    /// Makes the directory if it is missing, and takes its lock.
    ///
    /// @throws StoreRefusal if it cannot be written, or another process uses it
    public static DataDirectory open(FileAccess files, Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            files.createDirectories(root);
            StoreFile lock = lock(files, root);
            refuseUnfinishedRestore(files, root, lock);
            DataDirectory opened = new DataDirectory(files, root, lock);
            files.createDirectories(opened.snapDirectory());
            files.syncDirectory(opened.memberDirectory());
            files.syncDirectory(root);
            return opened;
        } catch (IOException failed) {
            throw unwritable(root, failed);
        }
    }

    /// Where a data directory is put together before it gets its `member`.
    public static Path restoring(Path directory) {
        return directory.resolve(RESTORING);
    }

    /// A restore that was broken off: a part of the data, or all of it and not in its place yet.
    private static void refuseUnfinishedRestore(FileAccess files, Path root, StoreFile lock) {
        if (files.exists(restoring(root).resolve("member"))) {
            lock.close();
            throw new StoreRefusal(root, "holds a restore that was broken off",
                    "delete this directory and restore the snapshot again.");
        }
    }

    private static StoreFile lock(FileAccess files, Path root) throws IOException {
        StoreFile lock = files.open(root.resolve("lock"), OpenMode.CREATE);
        if (!lock.tryLock()) {
            String holder = LockHolder.describe(text(lock));
            lock.close();
            throw new StoreRefusal(root, "is used by another process (" + holder + ")",
                    "stop that process, or give this one a --data-dir of its own.");
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        lock.truncate(0);
        lock.write(ByteBuffer.wrap(pid), 0);
        return lock;
    }

    private static StoreRefusal unwritable(Path root, IOException failed) {
        String reason = switch (failed) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(failed.getMessage());
        };
        return new StoreRefusal(root, "cannot be used as data directory (" + reason + ")",
                "make it writable for user " + System.getProperty("user.name")
                        + ", or name another --data-dir.");
    }

    /// The data directory itself, absolute.
    public Path root() {
        return root;
    }

    /// The directory's permissions, if others than its owner have any: `rwxr-xr-x`. That is worth
    /// a warning, and no more: whoever made the directory may have meant it.
    public Optional<String> openToOthers() {
        return files.permissions(root).filter(permissions -> !permissions.endsWith("------"));
    }

    /// Parent of everything below.
    public Path memberDirectory() {
        return root.resolve("member");
    }

    /// Where the log is; made by the log itself, atomically.
    public Path walDirectory() {
        return memberDirectory().resolve("wal");
    }

    /// Where snapshots are kept while they are received.
    public Path snapDirectory() {
        return memberDirectory().resolve("snap");
    }

    /// Where this engine keeps its files; the engine makes it.
    public Path engineDirectory(String engine) {
        List<String> lines = record();
        return memberDirectory().resolve(lines.size() > 1 ? lines.get(1) : checked(engine));
    }

    /// Makes another directory of [#memberDirectory()] that of this engine: all or nothing, and
    /// durable on return.
    ///
    /// @param name the directory's, which is durable with all that is in it
    public void moveEngine(String engine, String name) {
        record(checked(engine) + "\n" + name);
    }

    /// The engine that wrote this directory, empty in a new one.
    public Optional<String> engine() {
        return record().stream().findFirst();
    }

    private List<String> record() {
        Path record = memberDirectory().resolve(ENGINE_RECORD);
        if (!files.exists(record)) {
            return List.of();
        }
        try (StoreFile file = files.open(record, OpenMode.READ)) {
            return text(file).lines().toList();
        } catch (IOException failed) {
            throw unwritable(root, failed);
        }
    }

    /// Binds the directory to this engine: remembered from the first time on, durable on return.
    ///
    /// @throws StoreRefusal if another engine, or etcd, wrote it
    public void claimEngine(String engine) {
        checked(engine);
        Optional<String> recorded = engine();
        if (recorded.isPresent() && !recorded.get().equals(engine)) {
            throw new StoreRefusal(root,
                    "was written by storage engine " + recorded.get() + ", not " + engine,
                    "start with --storage-engine=" + recorded.get()
                            + ", or name a new --data-dir and copy the data with a snapshot.");
        }
        if (recorded.isEmpty()) {
            refuseEtcdDatabase();
            record(engine);
        }
    }

    private void refuseEtcdDatabase() {
        if (files.exists(snapDirectory().resolve("db"))) {
            throw new StoreRefusal(root, "holds an etcd database (member/snap/db), which no engine"
                    + " here can open in place",
                    "leave it to etcd, and name another --data-dir.");
        }
    }

    private void record(String content) {
        Path record = memberDirectory().resolve(ENGINE_RECORD);
        Path unfinished = memberDirectory().resolve(ENGINE_RECORD + ".tmp");
        try {
            files.delete(unfinished);
            try (StoreFile file = files.open(unfinished, OpenMode.CREATE_NEW)) {
                byte[] bytes = (content + "\n").getBytes(StandardCharsets.US_ASCII);
                file.write(ByteBuffer.wrap(bytes), 0);
                file.syncAll();
            }
            files.rename(unfinished, record);
            files.syncDirectory(memberDirectory());
        } catch (IOException failed) {
            throw unwritable(root, failed);
        }
    }

    /// Gives the directory free for another process.
    @Override
    public void close() {
        lock.close();
    }

    private static String checked(String engine) {
        if (!engine.matches("[a-z][a-z0-9-]*") || RESERVED_NAMES.contains(engine)) {
            throw new IllegalArgumentException("not a name for a storage engine: " + engine);
        }
        return engine;
    }

    private static String text(StoreFile file) {
        ByteBuffer content = ByteBuffer.allocate(ENGINE_RECORD_MAX_BYTES);
        file.read(content, 0);
        return StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
    }
}
