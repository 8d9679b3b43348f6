/// Random runs: a cluster on a bad network with forgetful disks, from one seed.
///
/// [RandomRunTest] chooses the seeds, [RandomCluster] takes the steps, [Judges] look at each one
/// and know nothing of how a member works. Stories with a plot are in `kv.raft.scenario`.
package kv.raft.simulation;
