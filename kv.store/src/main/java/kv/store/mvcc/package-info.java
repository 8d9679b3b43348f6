/// The multi-version store: every change as one entry of the log asks for it, and every read of a
/// published state.
///
/// Read [MvccStore] first (what there is, who owns it, how it comes back at start), then
/// [WriteTxn] (one entry of the log), [ReadView] (one published state) and [TxnRunner] (etcd's
/// transactions, in both). [Changes] is where keys really change; [Compactor] takes history away;
/// [RequestChecks] is what a service refuses before anything is proposed.
///
/// Deliberately not here: the index (kv.store.index), rows (kv.store.rows), ranges
/// (kv.store.range), engine commits (kv.store.engine), leases' deadlines, alarms, permissions and
/// quota (kv.server).
package kv.store.mvcc;
