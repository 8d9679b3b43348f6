package kv.plugin.storage.rocksdb;

import java.nio.file.Path;
import java.util.Locale;
import org.rocksdb.RocksDBException;

/// Why a directory cannot be opened, in words that name the place and the safe next step.
final class OpenFailure {

    private OpenFailure() {
    }

    static String explain(Path directory, RocksDBException e) {
        String reason = e.getMessage();
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("lock")) {
            return "the RocksDB database in " + directory + " is in use: another process holds "
                    + directory.resolve("LOCK") + "; stop that process, then start again ("
                    + reason + ")";
        }
        if (lower.contains("column famil")) {
            return "the RocksDB database in " + directory + " has tables that this version does"
                    + " not know; start the version that wrote it (" + reason + ")";
        }
        if (lower.contains("no space") || lower.contains("permission")
                || lower.contains("read-only")) {
            return "the RocksDB database in " + directory + " cannot be written: " + reason;
        }
        return "the RocksDB database in " + directory + " is damaged: " + reason
                + "; nothing was changed. " + wayOut(directory);
    }

    static String headless(Path directory) {
        return "the RocksDB database in " + directory + " has table files but no CURRENT file;"
                + " nothing was changed. " + wayOut(directory);
    }

    private static String wayOut(Path directory) {
        return "Restore " + directory + " from a backup, or move the member's data directory"
                + " aside and restore a snapshot or rejoin the cluster";
    }
}
