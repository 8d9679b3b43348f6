/// The storage engine of a member on its data directory, and how a snapshot of another member
/// takes its place without a moment in which a crash would leave neither.
///
/// [Engines][kv.server.storage.Engines] is the contract;
/// [DirectoryEngines][kv.server.storage.DirectoryEngines] does it on disk, and completes at start
/// what a crash has broken off. [LoadedSnapshot][kv.server.storage.LoadedSnapshot] fills an engine
/// with a database file.
///
/// Not here: how a snapshot comes and when it is taken (kv.server.snapshot.install).
package kv.server.storage;
