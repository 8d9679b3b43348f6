package kv.plugin.storage.heap;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;

/// The engine of that name. Neither durable nor in need of a cache: directory and options are
/// left alone, and every opening begins empty.
public final class HeapProvider implements StorageProvider {

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.PREFIX_WITHOUT_SYNC,
                Capability.ONLINE_DEFRAGMENT,
                Capability.EXACT_SIZES);
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        return new HeapEngine(HeapState.EMPTY);
    }
}
