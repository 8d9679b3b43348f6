package kv.plugin.storage.mapdb;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.plugin.storage.mapdb.pages.PageFiles;
import org.mapdb.DBException;

/// Opens a directory as a MapDB store on journaled pages. MapDB asks a native library for its
/// hashes and does without when it may not load one.
public final class MapdbProvider implements StorageProvider {

    @Override
    public String name() {
        return "mapdb";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DURABLE,
                Capability.PREFIX_WITHOUT_SYNC,
                Capability.EXACT_SIZES);
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        PageFiles files = PageFiles.in(directory);
        try {
            return new MapdbEngine(directory, options,
                    journalBytes -> files.exists()
                            ? MapStore.open(files, journalBytes)
                            : create(files, journalBytes));
        } catch (DBException e) {
            throw new StorageException("the MapDB store in " + directory + " is damaged: "
                    + e.getMessage() + ". Restore it from a backup, or move the member's data"
                    + " directory aside and restore a snapshot or rejoin the cluster", e);
        }
    }

    private static MapStore create(PageFiles files, long journalBytes) {
        MapStore store = MapStore.create(files, journalBytes);
        store.takeOver();
        return store;
    }
}
