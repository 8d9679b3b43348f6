/// The write-ahead log, in etcd's format: etcd reads ours and we read etcd's.
///
/// Start at [kv.store.wal.Wal], which appends, syncs and reads back, and
/// [kv.store.wal.WalContents], what it held when it was opened. `Frame` has the format. Reading:
/// `SegmentReader` takes a file apart and checks it, `LogScan` puts a whole log together,
/// `TornWrite` and `LogRepair` decide what may be cut off its end. Writing: `RecordWriter`.
/// `EntryOffsets` and `EntryReader` serve old entries.
///
/// Deliberately not here: threads (kvd-wal owns a log), the meaning of an entry's data, and when
/// the log is cut: the server tells what the engine holds durably. State machine snapshots are the
/// engine's; a snapshot record only says where one stands.
package kv.store.wal;
