package kv.api.spi.storage;

import java.nio.file.Path;
import java.util.Set;

/// How an engine is found (ServiceLoader) and opened. One per engine; stateless.
public interface StorageProvider {

    /// The name for `--storage-engine`, which is also the directory's name under `member/` and
    /// what the data directory remembers. Lower-case letters and digits.
    String name();

    /// What the engine claims.
    Set<Capability> capabilities();

    /// Opens the engine in `directory`, or creates it empty when there is none.
    ///
    /// @param directory exclusively the engine's own; exists
    /// @throws StorageException when the content cannot be opened or fails verification; the
    ///         message names the file and the reason, and nothing was changed
    StorageEngine open(Path directory, StorageOptions options);
}
