package kv.simulation.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;

/// Heap engines that survive a restart, each in a directory of its own: a file in it says which
/// one it is, so an engine is there as long as its directory is. Confined to the simulation's
/// thread.
public final class HeapDisk implements StorageProvider {

    private static final String MARKER = "HEAP";

    private final FileAccess files;
    private final RandomGenerator random;
    private final List<CrashingHeap> heaps = new ArrayList<>();

    /// @param files where the directories are
    public HeapDisk(FileAccess files, long seed) {
        this.files = files;
        this.random = new SplittableRandom(seed);
    }

    /// Loses power.
    public void crash() {
        heaps.forEach(CrashingHeap::crash);
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Set<Capability> capabilities() {
        return new CrashingHeap(0).capabilities();
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        try {
            Path marker = directory.resolve(MARKER);
            if (!files.exists(marker)) {
                mark(marker);
            }
            return heaps.get(number(marker)).open(directory, options);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void mark(Path marker) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES).putInt(heaps.size()).flip();
        heaps.add(new CrashingHeap(random.nextLong()));
        Path unfinished = marker.resolveSibling("unfinished");
        try (StoreFile file = files.open(unfinished, OpenMode.CREATE)) {
            file.write(number, 0);
            file.sync();
        }
        files.rename(unfinished, marker);
        files.syncDirectory(marker.getParent());
    }

    private int number(Path marker) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        try (StoreFile file = files.open(marker, OpenMode.READ)) {
            file.read(number, 0);
        }
        return number.flip().getInt();
    }
}
