package kv.server.storage;

import java.io.IOException;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.store.wal.WalPosition;

/// One engine, and no other in its place.
///
/// @param current the engine
record OnlyEngine(StorageEngine current) implements Engines {

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public StorageEngine prepare(WalPosition at, Consumer<StorageEngine> fill) throws IOException {
        throw new IOException("this member keeps the engine that it has");
    }

    @Override
    public void adopt(WalPosition at) {
        throw new IllegalStateException("nothing was prepared");
    }

    @Override
    public void discard(WalPosition at) {
        // nothing was prepared
    }

    @Override
    public void retire(StorageEngine replaced) {
        throw new IllegalStateException("nothing was replaced");
    }
}
