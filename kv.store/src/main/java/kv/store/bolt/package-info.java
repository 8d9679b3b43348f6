/// Snapshots in etcd's form: its `.db` files, which are files of bbolt. For the stream of
/// `Maintenance.Snapshot`, for the body that one peer sends to another, and for saved files.
///
/// Writing: [BoltStream] gives the tables of one engine snapshot as a file, piece by piece, with
/// the length known before. Within, `DatabaseBuilder` passes over all rows twice, `TreeBuilder`
/// makes pages of them, and a `PageTarget` counts them or has their bytes.
///
/// Reading: [BoltFile] opens and checks, [BoltBucket] walks in key order, [EngineLoader] fills a
/// new engine, [SnapshotStatus] counts, [SnapshotTrailer] compares the SHA-256. `PageLayout` and
/// `Meta` have the format. Whatever is wrong with a file is a [BoltDamage] with its place.
///
/// Deliberately not here: transactions, free lists and anything that changes a file in place.
package kv.store.bolt;
