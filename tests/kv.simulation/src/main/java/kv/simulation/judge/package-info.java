/// What must be true of a simulated cluster, by judges that know nothing of how a member works.
///
/// Read [Ledger] (what was committed, and what it means by a [Model] as plain as can be), then
/// [RaftJudge] (leaders, logs, votes), [ClientJudge] (linearizable answers), [WatchJudge] (events
/// complete and in order) and [LeaseJudge] (no lease ends before its time). All of them hold what
/// they see against everything that was ever seen in the run.
package kv.simulation.judge;
