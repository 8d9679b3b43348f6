/// In which cluster a member without a log begins: one that it founds with others, or one that
/// runs already.
///
/// Read [ClusterStart]; [FoundingCheck] is what it asks of the flags first.
///
/// Not here: how the log is begun (consensus), and how ids are derived (cluster).
package kv.server.founding;
