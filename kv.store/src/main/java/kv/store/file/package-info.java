/// The disk as the rest of kv.store sees it.
///
/// Read [kv.store.file.FileAccess] and [kv.store.file.StoreFile] first: the one door, and what
/// survives a power cut behind it. [kv.store.file.DataDirectory] is the layout of a member's
/// directory and its lock. Two failures leave this package: [kv.store.file.StoreRefusal] (the
/// server does not start on this directory; nothing was changed) and [kv.store.file.BrokenStore]
/// (a running server must stop at once).
///
/// Not here: what the files contain (kv.store.wal, the engines), exit codes (kv.server), and any
/// buffering, retry or thread. The disk that loses unsynced writes is a test's.
package kv.store.file;
