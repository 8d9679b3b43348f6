package kv.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The real disk, through FileChannel. Stateless; any thread.
///
/// Files and directories are made for their owner alone (0600, 0700) where the file system knows
/// POSIX permissions.
public final class DiskFiles implements FileAccess {

    /// The one instance that is needed.
    public static final DiskFiles INSTANCE = new DiskFiles();

    private static final Set<PosixFilePermission> FILE_MODE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE =
            PosixFilePermissions.fromString("rwx------");

    private DiskFiles() {}

    @Override
    public StoreFile open(Path file, OpenMode mode) throws IOException {
        Set<StandardOpenOption> options = switch (mode) {
            case READ -> EnumSet.of(StandardOpenOption.READ);
            case WRITE -> EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case CREATE_NEW -> EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW);
            case CREATE -> EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE);
        };
        return new ChannelFile(file, FileChannel.open(file, options, attributes(file, FILE_MODE)));
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        // Files.createDirectories would refuse a symbolic link to a directory.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, DIRECTORY_MODE));
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    /// Opening a directory for reading and forcing it is how Linux and macOS take it; a platform
    /// that cannot open directories (Windows) has no such call, and journals names by itself.
    @Override
    public void syncDirectory(Path directory) {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException failed) {
                throw BrokenStore.syncing(directory, failed);
            }
        }
    }

    @Override
    public Optional<String> permissions(Path path) {
        if (!isPosix(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public long freeBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
