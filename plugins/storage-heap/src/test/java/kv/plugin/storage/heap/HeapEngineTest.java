package kv.plugin.storage.heap;

import kv.api.spi.storage.StorageProvider;
import kv.tck.StorageEngineContract;

class HeapEngineTest extends StorageEngineContract {
    @Override
    protected StorageProvider provider() {
        return new HeapProvider();
    }
}
