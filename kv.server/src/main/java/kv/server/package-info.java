/// One member put together: [KvServer] opens its state, makes its loops ([MemberLoops]) and its
/// services ([MemberServices]), and gives the loops threads.
///
/// Read [MemberLoops] first: its drawing shows how a write goes round. The packages below are, in
/// the order of a write: command, consensus, apply, service; and cluster, for who takes part.
///
/// Not here: listeners, plugins and configuration, which kv.server.assembly brings together.
package kv.server;
