/// The heap engine: ten persistent search trees behind one volatile reference.
///
/// [kv.plugin.storage.heap.HeapProvider] makes an empty engine,
/// [kv.plugin.storage.heap.HeapEngine] keeps the law of the contract,
/// [kv.plugin.storage.heap.HeapState] is one commit's content and never changes, and
/// [kv.plugin.storage.heap.OrderedRows] is the tree of one table.
///
/// Not here: files, locks, and anything that a snapshot would have to release.
package kv.plugin.storage.heap;
