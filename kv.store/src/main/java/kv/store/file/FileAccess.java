package kv.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The one door to the disk. Everything that kvd keeps goes through an instance that is handed in:
/// [DiskFiles] in production, a simulated disk that loses and tears unsynced writes in tests.
///
/// Instances may be shared by threads; a [StoreFile] has one owner.
///
/// What survives a power cut, and on what the callers rely:
/// - bytes of a file: those written before its last [StoreFile#sync()];
/// - a name (created, renamed, deleted): once [#syncDirectory(Path)] has returned for its
///   directory. A rename is all or nothing at any moment.
///
/// Errors: what concerns a *name* (missing, no permission, no space for it) is an [IOException],
/// because only the caller knows whether it is a refusal at start or the end of a running server.
/// A failed write, sync or read of *contents* is a [BrokenStore].
public interface FileAccess {

    /// Opens a file for reading and, unless the mode is [OpenMode#READ], writing by position.
    StoreFile open(Path file, OpenMode mode) throws IOException;

    /// Whether a file or directory of this name exists.
    boolean exists(Path path);

    /// The names in a directory, sorted as text; empty if there is no such directory.
    List<String> list(Path directory) throws IOException;

    /// Makes the directory, and those above it, for the owner alone (mode 0700). Existing ones stay
    /// as they are. Names are durable after [#syncDirectory(Path)] of each directory above.
    void createDirectories(Path directory) throws IOException;

    /// Renames atomically; an existing target file is replaced.
    void rename(Path from, Path to) throws IOException;

    /// Deletes a file or an empty directory if it is there.
    void delete(Path path) throws IOException;

    /// Makes the names in this directory durable.
    void syncDirectory(Path directory);

    /// Permissions as `rwxr-xr-x`, empty where the file system knows none or they cannot be read.
    default Optional<String> permissions(Path path) {
        return Optional.empty();
    }

    /// Bytes that could still be written to the file system that holds this path.
    long freeBytes(Path path) throws IOException;

    /// How [#open(Path, OpenMode)] treats what is there.
    enum OpenMode {
        /// For reading alone; must exist.
        READ,
        /// For reading and writing; must exist.
        WRITE,
        /// For reading and writing; must not exist.
        CREATE_NEW,
        /// For reading and writing; made if missing, kept if there.
        CREATE
    }
}
