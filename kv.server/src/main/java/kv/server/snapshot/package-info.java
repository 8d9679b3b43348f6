/// What `kvd snapshot` does: saves a snapshot from a running member, tells what is in a file, and
/// makes a data directory of one.
///
/// Read [SnapshotProgram] (the command line), then [Restore] (the steps, and what a crash between
/// them leaves). The form of the files is kv.store.bolt's.
///
/// Not here: sending snapshots to clients (kv.server.snapshot.stream) and to peers.
package kv.server.snapshot;
