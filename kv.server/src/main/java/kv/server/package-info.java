/// One member put together: [Member] opens its state, makes its loops ([MemberLoops]) and its
/// services ([MemberServices]); [KvServer] gives the loops threads.
///
/// Read [MemberLoops] first: its drawing shows how a write goes round. [Member] is the whole
/// without threads, which a simulation turns as well. The packages below are, in
/// the order of a write: command, consensus, apply, service; and cluster, for who takes part.
///
/// Not here: listeners, plugins and configuration, which kv.server.assembly brings together.
package kv.server;
