/// The vocabulary of consensus: immutable values that pass between a member's core, its driver,
/// its disk and its peers.
///
/// Read [Entry] and [Message] first, then [Ready], which says what a member wants done, then
/// [LogStorage], the one thing that the core reads. [RaftConfig] is what a member is told.
///
/// Ids, terms and indexes are unsigned 64-bit numbers in `long`; 0 is "none". Sets of members are
/// [NodeIds], always in ascending order. Payloads are opaque ([Payload]).
///
/// Not here: encodings (the codec between these records and raftpb belongs to the server), the
/// contents of snapshots, addresses of members.
package kv.raft.model;
