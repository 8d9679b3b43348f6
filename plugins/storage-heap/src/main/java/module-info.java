/// A storage engine that keeps its tables on the Java heap: the reference against which the others
/// are read, the engine of the simulation, and one for throw-away servers.
///
/// Read `HeapProvider`, then `HeapEngine`, then `OrderedRows`.
///
/// Deliberately not here: durability. A restart begins with an empty engine, `sync` answers that
/// nothing is durable, and so the server replays its whole log and never cuts it.
module kv.plugin.storage.heap {
    requires kv.api;

    // `--storage-engine heap`
    provides kv.api.spi.storage.StorageProvider with kv.plugin.storage.heap.HeapProvider;
}
