package kv.simulation.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;

/// Heap engines that survive what a durable engine may survive, one for each directory of a
/// simulated disk: what the disk forgets, or is told to delete, is gone. Confined to the
/// simulation's thread.
public final class CrashingHeaps implements StorageProvider {

    private static final String MARK = "heap-";

    private final FileAccess files;
    private final long seed;
    private final Map<Long, CrashingHeap> heaps = new HashMap<>();

    /// @param files the disk that knows which directories there are
    public CrashingHeaps(FileAccess files, long seed) {
        this.files = files;
        this.seed = seed;
    }

    /// Loses power.
    public void crash() {
        heaps.values().forEach(CrashingHeap::crash);
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Set<Capability> capabilities() {
        return new CrashingHeap(seed).capabilities();
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        return heaps.get(number(directory)).open(directory, options);
    }

    /// A directory that is empty has an engine of its own from now on.
    private long number(Path directory) {
        try {
            for (String name : files.list(directory)) {
                if (name.startsWith(MARK)) {
                    return Long.parseLong(name.substring(MARK.length()));
                }
            }
            long made = heaps.size();
            heaps.put(made, new CrashingHeap(seed + made));
            files.open(directory.resolve(MARK + made), OpenMode.CREATE_NEW).close();
            files.syncDirectory(directory);
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
