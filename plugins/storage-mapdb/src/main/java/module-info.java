/// MapDB as a storage engine, made safe against crashes: MapDB's store that writes in place, on
/// pages of ours that change through a journal.
///
/// Read `MapdbProvider`, then the package `pages`, then `MapdbEngine`.
///
/// Deliberately not here: MapDB's own files, log and snapshots. None of them survives a crash.
module kv.plugin.storage.mapdb {
    requires kv.api;
    // An automatic module on the module path, an explicit one in the image.
    requires mapdb;

    // `--storage-engine mapdb`
    provides kv.api.spi.storage.StorageProvider
            with kv.plugin.storage.mapdb.MapdbProvider;
}
