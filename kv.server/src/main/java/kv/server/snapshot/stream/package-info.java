/// Snapshots on their way to clients, as `Maintenance.Snapshot` sends them.
///
/// [SnapshotStreams] has all that are under way and cuts off who takes nothing; `SnapshotSending`
/// is one of them.
///
/// Not here: the form of the file (kv.store.bolt), and the service itself (kv.server.service).
package kv.server.snapshot.stream;
