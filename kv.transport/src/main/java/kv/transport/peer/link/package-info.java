/// The links between this member and each of the others, as etcd's rafthttp has them.
///
/// ```
///   this member                                          another
///   StreamReader (2)  ── GET /raft/stream/… ──►   StreamHandler ─► its StreamWriter
///        ▲ ◄────────────── frames ──────────────────────────────────┘
///   StreamWriter (2)  ◄─ StreamHandler ◄── GET ──  its StreamReader
///   PostLane          ── POST /raft ──►           PostHandler
///   Prober            ── GET /raft/probing ──►
/// ```
///
/// Read [NettyPeerLinks][kv.transport.peer.link.NettyPeerLinks] (all peers), then
/// [RemotePeer][kv.transport.peer.link.RemotePeer] (one of them: which way a message goes) and the
/// four ways. Every queue is bounded by count and by bytes; what does not fit is dropped and told,
/// because raft sends again what matters.
///
/// Not here: what messages mean, and snapshots.
package kv.transport.peer.link;
