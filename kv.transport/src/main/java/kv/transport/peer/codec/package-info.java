/// How raft messages are framed on the wire between members: etcd's rafthttp.
///
/// Read [FrameEncoder][kv.transport.peer.codec.FrameEncoder] and
/// [FrameDecoder][kv.transport.peer.codec.FrameDecoder], then their two kinds:
/// [StreamKind][kv.transport.peer.codec.StreamKind] `MSGAPP` leaves out what both ends of a
/// connection know already, `MESSAGE` carries whole messages with their length before them.
///
/// A decoder takes bytes as they come, in any pieces. What cannot be a frame is a
/// [BadFrame][kv.transport.peer.codec.BadFrame]; the connection is then of no use any more.
///
/// Not here: connections, HTTP, and what messages mean.
package kv.transport.peer.codec;
