/// HTTP/1.1 as a member speaks it to other members: requests with one answer, and streams that the
/// other side keeps open.
///
/// Read [PeerClient][kv.transport.peer.client.PeerClient] for the former;
/// [Dialer][kv.transport.peer.client.Dialer] makes the connections of both. Names are looked up
/// away from the event loops.
///
/// Not here: what the requests mean.
package kv.transport.peer.client;
