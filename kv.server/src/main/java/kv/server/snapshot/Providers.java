package kv.server.snapshot;

import java.nio.file.Path;
import java.util.Optional;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.storage.StorageProvider;

/// Where the commands get their plugins.
public interface Providers {

    /// The storage engine of that name.
    ///
    /// @param pluginDirectory where further plugins are
    /// @throws kv.server.config.RefusedStart when there is none of that name
    StorageProvider storage(String engine, Optional<Path> pluginDirectory);

    /// The way to a running member.
    ClientProvider client();
}
