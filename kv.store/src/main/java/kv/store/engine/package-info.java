/// What `kvd-engine` does: commits of sealed runs, the passes of compactions, snapshots, and the
/// hashes that are computed from engine rows.
///
/// Read [EngineCommitter] (one turn of the thread's work), then [CompactionPass] and [KeptRows]
/// (what a compaction leaves), then [KvHasher] and [StateHash] (etcd's hashes).
///
/// Deliberately not here: when work is due and how the thread waits (kv.server), the order of
/// compactions (kv.store.mvcc), and what is in a run (kv.store.rows).
package kv.store.engine;
