/// Rows between apply and the engine: where a change waits until it is committed, and where a
/// reader finds the row of a revision.
///
/// [PendingRun] holds the rows of a stretch of revisions, found by arithmetic; [PendingRuns] is
/// the line of runs that the engine has not taken yet; [EngineBatch] is a run, or a slice of a
/// compaction, as one commit. [RowSource] finds a revision's row in runs, [ValueCache] or engine.
/// [TableRows] keeps the small tables whole.
///
/// Deliberately not here: which revisions exist (kv.store.index) and what they mean
/// (kv.store.mvcc).
package kv.store.rows;
