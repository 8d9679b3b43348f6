/// Snapshots between members: how one that lags, or is new, gets the state of the leader.
///
/// [SnapshotSender][kv.server.snapshot.install.SnapshotSender] answers the core's wish to send one
/// with a database file made of the engine as it is.
/// [SnapshotInstall][kv.server.snapshot.install.SnapshotInstall] takes one, in this order, each
/// step durable before the next:
///
/// ```
///   1  file received, synced and verified            kvd-snapshot-receive
///   2  loaded into an engine of its own              kvd-snapshot-receive
///      the core is told, and takes it                kvd-raft
///   3  snapshot record in the log                    kvd-wal
///   4  the engine becomes the member's               kvd-engine, then kvd-apply shows its state
///   5  log reset, and acknowledged                   kvd-raft
/// ```
///
/// A crash before 3 leaves the old state, one after it the new (kv.server.storage completes it at
/// start). What is damaged, cut off or not wanted is thrown away; the leader sends another.
///
/// Not here: the connection (kv.transport.peer), the file's form (kv.store.bolt).
package kv.server.snapshot.install;
