/// The machine behind [kv.raft.RaftNode].
///
/// Read [Raft] first: the member's term, vote and role, the rules that hold in every role (Raft
/// §5.1), and the coming and going of `Ready`. Then [Elector], the elections; then the four
/// [Role]s, a file each: [Follower], [PreCandidate], [Candidate], [Leader]. [RaftLog] is the log as
/// the roles see it: [UnstableLog] over what is durable. [Replicator] is the leader's side of Raft
/// §5.3, [ReadIndexQueue] its reads, [Uncommitted] its brake. [Outbox] and [PendingWrites] hold
/// what is to be said, and what was said and is not yet durable.
///
/// Not here: what a majority is (`kv.raft.quorum`), what is known of a follower
/// (`kv.raft.tracker`), how a membership changes (`kv.raft.confchange`); and nothing that acts: no
/// clock, thread, lock, file, socket or randomness of its own.
package kv.raft.core;
