package kv.server.peer;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// The way to other members, so that a simulation can give a member another one.
public interface Network {

    /// A network without anybody.
    Network NONE = new Network() {
        @Override
        public PeerLinks links(PeerIdentity self, PeerEvents events) {
            return new NoLinks();
        }

        @Override
        public CompletableFuture<PeerAnswer> ask(PeerRequest request) {
            return CompletableFuture.failedFuture(new IOException("there is no network"));
        }
    };

    /// Opens a member's links. Once.
    PeerLinks links(PeerIdentity self, PeerEvents events);

    /// Asks a member something outside of raft.
    ///
    /// @return the answer; failed with an [IOException] when there is none in time
    CompletableFuture<PeerAnswer> ask(PeerRequest request);

    /// Links to nobody.
    final class NoLinks implements PeerLinks {

        private NoLinks() {
        }

        @Override
        public void send(List<Message> messages) {
            // lost, as messages may be
        }

        @Override
        public void connect(long id, List<URI> urls) {
            // nobody is there
        }

        @Override
        public void disconnect(long id) {
            // nobody was there
        }

        @Override
        public long activeSinceNs(long id) {
            return NEVER;
        }

        @Override
        public int active() {
            return 0;
        }

        @Override
        public OptionalDouble roundTripSeconds(long id) {
            return OptionalDouble.empty();
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
