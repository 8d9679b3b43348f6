/// Everything on disk and the state that it means: the write-ahead log and the data directory; the
/// multi-version store with its key index, and the leases, over the storage contract of `kv.api`.
///
/// Deliberately not here: consensus (the log's entries are bytes and numbers to this module), the
/// storage engines themselves (they are plugins), sockets and the wire.
module kv.store {
    requires kv.api;
    requires com.google.protobuf;
    // Rows of members and configuration are JSON, as etcd's are.
    requires com.google.gson;

    // The server streams snapshots out and loads them.
    exports kv.store.bolt to kv.server;
    // The server runs the loops that own the files.
    exports kv.store.file to kv.server;
    exports kv.store.engine to kv.server;
    // It applies entries, answers from views and reads the rows it has put.
    exports kv.store.lease to kv.server;
    exports kv.store.mvcc to kv.server;
    exports kv.store.range to kv.server;
    exports kv.store.rows to kv.server;
    exports kv.store.schema to kv.server;
    // It opens clients' streams of watchers on its event loops.
    exports kv.store.watch to kv.server;
    exports kv.store.wal to kv.server;
}
