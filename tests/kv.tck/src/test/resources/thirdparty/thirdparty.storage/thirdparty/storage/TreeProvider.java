package thirdparty.storage;

import com.google.protobuf.Message;
import java.nio.file.Path;
import java.util.Set;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;

/// Provides a tree, under a name that comes from its own protobuf.
public final class TreeProvider implements StorageProvider {

    @Override
    public String name() {
        return new Message("tree").text();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        return new TreeEngine();
    }
}
