package kv.plugin.storage.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// Opens a directory as a RocksDB database. Needs native access for the module `rocksdbjni`.
public final class RocksProvider implements StorageProvider {

    @Override
    public String name() {
        return "rocksdb";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DURABLE,
                Capability.PREFIX_WITHOUT_SYNC,
                Capability.ONLINE_DEFRAGMENT,
                Capability.NATIVE_ACCESS);
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        requireWhole(directory);
        loadLibrary();
        RocksSettings settings = new RocksSettings(options);
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            RocksDB db = RocksDB.open(
                    settings.database(),
                    directory.toString(),
                    settings.families(),
                    families);
            return new RocksEngine(directory, settings, db, families);
        } catch (RocksDBException e) {
            settings.close();
            throw new StorageException(OpenFailure.explain(directory, e), e);
        }
    }

    /// RocksDB takes a directory without `CURRENT` for a new one and would begin empty beside the
    /// old files.
    private static void requireWhole(Path directory) {
        if (Files.exists(directory.resolve("CURRENT"))) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.anyMatch(file -> file.toString().endsWith(".sst"))) {
                throw new StorageException(OpenFailure.headless(directory), null);
            }
        } catch (IOException e) {
            throw new StorageException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void loadLibrary() {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new StorageException(
                    "RocksDB's native library for this platform cannot be loaded ("
                            + e.getMessage() + "); choose another --storage-engine",
                    e);
        }
    }
}
