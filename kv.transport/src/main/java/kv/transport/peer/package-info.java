/// What members say to each other, and what a member answers on its peer port, on the HTTP/1.1
/// layer of `kv.transport.http`. It is etcd's rafthttp, so a member of etcd may be at the other
/// end.
///
/// Read [PeerLinks][kv.transport.peer.PeerLinks] (the way out) and
/// [PeerEvents][kv.transport.peer.PeerEvents] (what comes in), between them the whole door;
/// [PeerIdentity][kv.transport.peer.PeerIdentity] is what peers are told of this member. The links
/// themselves are in `kv.transport.peer.link`, their frames in `kv.transport.peer.codec`, requests
/// with one answer in `kv.transport.peer.client`.
///
/// [ProbingHandler][kv.transport.peer.ProbingHandler] is what peers measure round trips with;
/// [JsonDocument][kv.transport.peer.JsonDocument] shows version and members, as the server supplies
/// them. A path that nobody claims is 404. The listener is an ordinary one with HTTP alone.
///
/// Not here: what raft messages mean, and snapshots.
package kv.transport.peer;
