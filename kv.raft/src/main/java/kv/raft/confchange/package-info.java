/// Changes of membership as pure arithmetic on [kv.raft.model.ConfState] (Raft §6, thesis §4).
///
/// [Changer] is all there is: it turns a membership and a change into the next membership, or says
/// why they do not fit. When a change takes effect, and what becomes of progress, is the core's.
package kv.raft.confchange;
