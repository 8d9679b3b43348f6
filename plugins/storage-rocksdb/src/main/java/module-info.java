/// The default storage engine, over RocksDB: one column family per table, one atomic write per
/// commit, and no write-ahead log of its own, because kvd's log already holds what a commit holds.
///
/// Read `RocksProvider`, then `RocksEngine`, then `RocksSettings`.
///
/// Deliberately not here: the choice of the native library. The image carries the one for its
/// platform in `lib/`, where the loader finds it without a temporary file.
module kv.plugin.storage.rocksdb {
    requires kv.api;
    // An automatic module on the module path, an explicit one in the image.
    requires rocksdbjni;

    // `--storage-engine rocksdb`, the default
    provides kv.api.spi.storage.StorageProvider
            with kv.plugin.storage.rocksdb.RocksProvider;
}
