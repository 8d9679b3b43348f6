package kv.transport.peer.link;

import io.netty.channel.EventLoop;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.client.Dialer;
import kv.transport.peer.client.PeerClient;

/// What the ways to one peer share.
///
/// @param self this member
/// @param id the peer
/// @param urls where it is reached
/// @param status whether it is
/// @param counts what is counted for it
/// @param links what is the same for all peers
/// @param home where the state of the ways is changed
record PeerContext(
        PeerIdentity self,
        long id,
        UrlPicker urls,
        PeerStatus status,
        PeerCounts counts,
        Shared links,
        EventLoop home) {

    /// What is the same for all peers.
    ///
    /// @param events is told what comes
    /// @param dialer makes connections
    /// @param client asks questions
    record Shared(PeerEvents events, Dialer dialer, PeerClient client) {
    }

    /// A message did not reach the peer.
    void lost(Message message) {
        counts.sendFailures().increment();
        links.events().unreachable(message.getTo());
    }
}
