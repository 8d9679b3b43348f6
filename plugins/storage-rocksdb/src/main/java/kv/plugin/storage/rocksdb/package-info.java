/// The RocksDB engine.
///
/// [kv.plugin.storage.rocksdb.RocksProvider] opens a directory or says why it cannot;
/// [kv.plugin.storage.rocksdb.RocksEngine] keeps the law of the contract;
/// [kv.plugin.storage.rocksdb.RocksReads] is what the engine and a snapshot share;
/// [kv.plugin.storage.rocksdb.BatchBytes] writes a commit as the one buffer that crosses JNI;
/// [kv.plugin.storage.rocksdb.RocksSettings] holds every tuning figure with its reason.
///
/// Durability: without RocksDB's own log a commit lives in its memory tables until they are
/// flushed. Tables are flushed together (atomic flush), so after a crash the directory holds all
/// of the commits up to one and nothing after it; the member's log replays the rest. `sync` is
/// such a flush.
package kv.plugin.storage.rocksdb;
