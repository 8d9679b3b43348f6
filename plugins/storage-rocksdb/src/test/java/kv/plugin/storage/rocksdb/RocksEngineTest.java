package kv.plugin.storage.rocksdb;

import kv.api.spi.storage.StorageProvider;
import kv.tck.StorageEngineContract;

class RocksEngineTest extends StorageEngineContract {
    @Override
    protected StorageProvider provider() {
        return new RocksProvider();
    }
}
