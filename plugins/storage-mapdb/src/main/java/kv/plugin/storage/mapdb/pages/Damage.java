package kv.plugin.storage.mapdb.pages;

import java.io.IOException;
import java.nio.file.Path;
import kv.api.spi.storage.StorageException;

/// Failures of a file, in words that name it and the safe next step.
final class Damage {

    private Damage() {
    }

    /// @param offset where the damage begins
    static StorageException at(Path file, long offset, String what) {
        return new StorageException(file + " is damaged at offset " + offset + ": " + what
                + ". " + wayOut(file), null);
    }

    static StorageException of(Path file, String what) {
        return new StorageException(file + ": " + what + ". " + wayOut(file), null);
    }

    static StorageException failed(Path file, IOException e) {
        return new StorageException(file + " cannot be read or written: " + e.getMessage(), e);
    }

    private static String wayOut(Path file) {
        return "Restore " + file.toAbsolutePath().getParent() + " from a backup, or move the"
                + " member's data directory aside and restore a snapshot or rejoin the cluster";
    }
}
