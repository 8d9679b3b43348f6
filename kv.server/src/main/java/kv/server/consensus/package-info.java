/// The loops around the Raft core: [RaftLoop] owns the node and gives it ticks, proposals and
/// reports; [WalLoop] makes durable what it wants written.
///
/// Read [RaftLoop] first, then [LogTail] (the durable log as the node reads it) and
/// [ReadIndexBatches] (linearizable reads). [RaftEvent] and [RaftOutputs] are the two directions
/// between this package and its neighbours; [RaftView] is what everybody may know.
///
/// Not here: the algorithm (kv.raft), what entries mean (kv.server.apply), and the network.
package kv.server.consensus;
