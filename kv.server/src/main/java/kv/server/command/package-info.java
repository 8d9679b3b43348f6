/// Commands on their way through consensus: what waits for an entry, who may enter, and by which
/// ids requests are known.
///
/// Read [Proposal] (a command and whoever waits for it), then [ProposalRegistry] (finds it again
/// when its entry is applied) and [Admission] (the one place where requests are turned away for
/// load). [CommandPayload] is what kv.raft carries; [RequestIds] makes etcd's request ids.
package kv.server.command;
