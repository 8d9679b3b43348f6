package kv.plugin.storage.mapdb;

import kv.api.spi.storage.StorageProvider;
import kv.tck.StorageEngineContract;

class MapdbEngineTest extends StorageEngineContract {
    @Override
    protected StorageProvider provider() {
        return new MapdbProvider();
    }
}
