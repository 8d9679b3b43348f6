/// Consensus: one member as a deterministic machine.
///
/// [RaftNode] is the whole door: inputs as methods, wishes as [kv.raft.model.Ready], and on its
/// page everything that the driver owes. [Status] is what people and metrics look at. The values
/// that pass through are in `kv.raft.model`.
///
/// Not here: the machine itself (`kv.raft.core`), and anything that acts.
package kv.raft;
