/// Everything on disk and the state that it means: the write-ahead log and the data directory; the
/// multi-version store with its key index, and the leases, over the storage contract of `kv.api`.
///
/// Deliberately not here: consensus (the log's entries are bytes and numbers to this module), the
/// storage engines themselves (they are plugins), sockets and the wire.
module kv.store {
    requires kv.api;
    requires com.google.protobuf;

    // The server runs the loops that own the files.
    exports kv.store.file to kv.server;
}
