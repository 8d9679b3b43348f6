package kv.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void choose() {
        root = temp.resolve("above").resolve("kvd.data");
    }

    private DataDirectory open() {
        return DataDirectory.open(DiskFiles.INSTANCE, root);
    }

    @Test
    void isMadeForItsOwnerAlone() {
        try (DataDirectory directory = open()) {
            assertEquals(root, directory.root());
            assertEquals(root.resolve("member/wal"), directory.walDirectory());
            assertEquals(root.resolve("member/rocksdb"), directory.engineDirectory("rocksdb"));
            for (Path made : new Path[] {root, root.resolve("member"), directory.snapDirectory()}) {
                assertEquals(Optional.of("rwx------"), DiskFiles.INSTANCE.permissions(made));
            }
            assertEquals(Optional.empty(), directory.openToOthers());
        }
    }

    @Test
    void tellsThatOthersMayReadIt() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
        try (DataDirectory directory = open()) {
            assertEquals(Optional.of("rwxr-x---"), directory.openToOthers());
        }
    }

    @Test
    void isUsedByOneAtATime() {
        try (DataDirectory first = open()) {
            StoreRefusal refusal = assertThrows(StoreRefusal.class, this::open);
            assertEquals(first.root(), refusal.file());
            assertTrue(refusal.getMessage().contains(
                    "is used by another process (pid " + ProcessHandle.current().pid() + ", "));
            assertTrue(refusal.getMessage().contains("java"));
            assertTrue(refusal.nextStep().contains("--data-dir"));
        }
        open().close();
    }

    @Test
    void remembersItsEngine() {
        try (DataDirectory directory = open()) {
            assertEquals(Optional.empty(), directory.engine());
            directory.claimEngine("rocksdb");
        }
        try (DataDirectory directory = open()) {
            assertEquals(Optional.of("rocksdb"), directory.engine());
            directory.claimEngine("rocksdb");
        }
    }

    @Test
    void refusesAnotherEngine() {
        try (DataDirectory directory = open()) {
            directory.claimEngine("rocksdb");
            StoreRefusal refusal =
                    assertThrows(StoreRefusal.class, () -> directory.claimEngine("heap"));
            assertTrue(refusal.getMessage().contains(
                    "was written by storage engine rocksdb, not heap"));
            assertTrue(refusal.nextStep().contains("--storage-engine=rocksdb"));
            assertEquals(Optional.of("rocksdb"), directory.engine());
        }
    }

    @Test
    void leavesADirectoryOfEtcdAlone() throws IOException {
        Path database = Files.createDirectories(root.resolve("member/snap")).resolve("db");
        Files.writeString(database, "pages");
        try (DataDirectory directory = open()) {
            StoreRefusal refusal =
                    assertThrows(StoreRefusal.class, () -> directory.claimEngine("rocksdb"));
            assertTrue(refusal.getMessage().contains("holds an etcd database"));
            assertEquals(Optional.empty(), directory.engine());
        }
    }

    @Test
    void takesNoEngineOfAReservedName() {
        try (DataDirectory directory = open()) {
            for (String name : new String[] {"wal", "snap", "storage-engine", "../up", "", "A"}) {
                assertThrows(IllegalArgumentException.class, () -> directory.claimEngine(name));
            }
        }
    }

    @Test
    void refusesAFileInItsPlace() throws IOException {
        Files.createDirectories(root.getParent());
        Files.writeString(root, "a file");
        StoreRefusal refusal = assertThrows(StoreRefusal.class, this::open);
        assertTrue(refusal.getMessage().contains(
                root + " cannot be used as data directory (" + root + " is not a directory)"));
    }

    @Test
    void refusesAFileAboveIt() throws IOException {
        Files.writeString(root.getParent(), "a file");
        StoreRefusal refusal = assertThrows(StoreRefusal.class, this::open);
        assertTrue(refusal.getMessage().contains("Not a directory"), refusal.getMessage());
    }

    @Test
    void refusesADirectoryThatCannotBeWritten() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-x------"));
        if (Files.isWritable(root)) {
            // No permission binds the superuser, and none is invented for it.
            open().close();
            return;
        }
        StoreRefusal refusal = assertThrows(StoreRefusal.class, this::open);
        assertTrue(refusal.getMessage().contains("permission denied"));
        assertTrue(refusal.nextStep().contains(System.getProperty("user.name")));
    }

    @Test
    void saysWhatItCanOfAHolderThatIsGone() {
        assertEquals("its pid is unknown", LockHolder.describe(""));
        assertEquals("its pid is unknown", LockHolder.describe("no number"));
        assertEquals("pid " + Long.MAX_VALUE / 10 + ", which this user cannot see",
                LockHolder.describe(String.valueOf(Long.MAX_VALUE / 10)));
    }
}
