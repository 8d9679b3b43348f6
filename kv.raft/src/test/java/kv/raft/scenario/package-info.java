/// Scenarios: stories about small clusters, told in text files that hold their own outcome.
///
/// [ScenarioTest] runs the files, [ScenarioRunner] is the table of commands, [Cluster] the members
/// and the messages between them. Nothing is random here; that is `kv.raft.simulation`.
package kv.raft.scenario;
