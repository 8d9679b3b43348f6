/// Changes of the cluster's members, from the wish to the log.
///
/// Read [Reconfiguration] (proposes a change), then [ReconfigurationRules] (what the strict check
/// keeps from the log) and [Promotion] (a learner gets its vote, at the leader, whoever was asked).
///
/// Not here: the services that clients call, and what an applied change does (cluster).
package kv.server.reconfiguration;
