/// The contract of a storage engine: an ordered byte map in ten tables, atomic batches, and
/// snapshots. JDK types and this package alone, so that a plugin may bring its own libraries.
///
/// Read [StorageProvider] (how an engine is found and opened), then [StorageEngine] (its law),
/// then [WriteBatch] and [StorageSnapshot].
///
/// The law in short: durability of a write comes from the member's log, not from the engine; an
/// engine must be atomic and crash-consistent at its last commit. One thread at a time commits,
/// syncs, takes snapshots and closes; any thread reads, or defragments.
///
/// Not here: revisions, keys of users, caching of values. The MVCC layer keeps those.
package kv.api.spi.storage;
