package kv.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kv.store.file.FileAccess.OpenMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {

    private final FileAccess files = DiskFiles.INSTANCE;

    @TempDir
    Path temp;

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(StoreFile file, long offset, int length) {
        ByteBuffer target = ByteBuffer.allocate(length);
        int read = file.read(target, offset);
        assertEquals(read, target.position());
        return StandardCharsets.US_ASCII.decode(target.flip()).toString();
    }

    @Test
    void readsAndWritesByPosition() throws IOException {
        try (StoreFile file = files.open(temp.resolve("file"), OpenMode.CREATE_NEW)) {
            file.write(bytes("hello"), 3);
            assertEquals(8, file.sizeBytes());
            assertEquals("\0\0\0hello", text(file, 0, 100));
            assertEquals("ll", text(file, 5, 2));
            assertEquals("", text(file, 8, 2));
            file.extend(20);
            assertEquals(20, file.sizeBytes());
            file.extend(5);
            assertEquals(20, file.sizeBytes());
            file.truncate(5);
            file.sync();
            file.syncAll();
            assertEquals("\0\0\0he", text(file, 0, 100));
        }
        assertEquals(Optional.of("rw-------"), files.permissions(temp.resolve("file")));
    }

    @Test
    void opensAsItIsTold() throws IOException {
        Path path = temp.resolve("file");
        assertThrows(NoSuchFileException.class, () -> files.open(path, OpenMode.READ));
        assertThrows(NoSuchFileException.class, () -> files.open(path, OpenMode.WRITE));
        files.open(path, OpenMode.CREATE).close();
        assertThrows(FileAlreadyExistsException.class,
                () -> files.open(path, OpenMode.CREATE_NEW));
    }

    @Test
    void listsRenamesAndDeletes() throws IOException {
        Path directory = temp.resolve("a").resolve("b");
        files.createDirectories(directory);
        files.open(directory.resolve("y"), OpenMode.CREATE).close();
        files.open(directory.resolve("x"), OpenMode.CREATE).close();
        assertEquals(List.of("x", "y"), files.list(directory));
        files.rename(directory.resolve("x"), directory.resolve("y"));
        files.syncDirectory(directory);
        assertEquals(List.of("y"), files.list(directory));
        files.delete(directory.resolve("y"));
        files.delete(directory.resolve("y"));
        assertFalse(files.exists(directory.resolve("y")));
        assertTrue(files.list(temp.resolve("nowhere")).isEmpty());
    }

    @Test
    void tellsAFullDiskFromABrokenOne() {
        Path file = Path.of("/data/file");
        BrokenStore full = BrokenStore.writing(file, 4096, 700, 100,
                new IOException("No space left on device"));
        assertEquals(BrokenStore.Cause.DISK_FULL, full.reason());
        assertTrue(full.getMessage().contains(
                "No space to write 700 bytes at offset 4,096 of /data/file (100 bytes free)"));
        BrokenStore broken = BrokenStore.writing(file, 4096, 700, 1 << 20,
                new IOException("Input/output error"));
        assertEquals(BrokenStore.Cause.WRITE_FAILED, broken.reason());
        assertEquals(4096, broken.offset());
        assertEquals(BrokenStore.Cause.SYNC_FAILED,
                BrokenStore.syncing(file, new IOException("Input/output error")).reason());
    }
}
