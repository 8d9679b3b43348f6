/// What a member answers on its peer port, on the HTTP/1.1 layer of `kv.transport.http`.
///
/// [ProbingHandler][kv.transport.peer.ProbingHandler] is what peers measure round trips with;
/// [JsonDocument][kv.transport.peer.JsonDocument] shows version and members, as the server supplies
/// them. A path that nobody claims is 404. The listener is an ordinary one with HTTP alone.
///
/// Not here yet: the raft streams, the pipeline and the snapshot sockets (rafthttp). They belong in
/// this package and need no change to listeners or to HTTP.
package kv.transport.peer;
