/// Leases as replicated state: which exist, what time they were granted, which keys hang on them.
///
/// [Lessor] is the table of leases, [Lease] one of them, [Attachment] the link between a lease
/// and a key, made and cut in constant time. [LeaseListener] hears of leases that come and go.
///
/// Deliberately not here: time. Deadlines, renewal and expiry belong to the leader's timers in
/// kv.server; here a lease never ends by itself. Nor the rows: kv.store.schema has their bytes,
/// and kv.store.mvcc writes them in the commit of the entry that changes a lease.
package kv.store.lease;
