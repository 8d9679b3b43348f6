/// etcd's services over the loops: check a request, admit it, wait for its effect, answer.
///
/// Read [ReplicatedKv] first: a write becomes a [kv.server.command.Proposal], a read waits in
/// [Reads] until it is linearizable and is then served from the published view. The others follow
/// the same pattern. [Headers] fills what every answer carries.
///
/// Nothing here changes state; that is the business of kv.server.apply.
package kv.server.service;
