package kv.plugin.storage.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

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
                + damagedTables(directory) + "; nothing was changed. " + wayOut(directory);
    }

    /// RocksDB names the manifest when it finds a table file damaged whose properties it reads.
    private static String damagedTables(Path directory) {
        try (Stream<Path> files = Files.list(directory); Options options = new Options()) {
            List<String> damaged = files.filter(file -> file.toString().endsWith(".sst"))
                    .filter(file -> !readable(file, options))
                    .map(file -> file.getFileName().toString()).sorted().toList();
            return damaged.isEmpty() ? "" : " (damaged: " + String.join(", ", damaged) + ")";
        } catch (IOException unreadable) {
            return " (" + unreadable + ")";
        }
    }

    private static boolean readable(Path file, Options options) {
        try (SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            return true;
        } catch (RocksDBException damaged) {
            return false;
        }
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
