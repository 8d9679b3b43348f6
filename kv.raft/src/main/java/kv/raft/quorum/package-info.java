/// Majorities: pure functions of ids, indexes and votes.
///
/// [MajorityConfig] is one set of voters, [JointConfig] the two that must agree during a joint
/// change (Raft §6), [VoteTally] the answers to one election. Nothing here knows of logs, messages
/// or progress.
package kv.raft.quorum;
